using System.Text;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>Writes decoded values for people.</summary>
internal static class AbiValueText
{
    public static string Write(object value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object value)
    {
        switch (value)
        {
            case AbiTuple tuple:
                AppendTuple(text, tuple);
                break;
            case byte[] bytes:
                text.Append(Hex.ToHex(bytes));
                break;
            case Address address:
                text.Append(address.ToChecksumString());
                break;
            case string s:
                text.Append('"').Append(s).Append('"');
                break;
            case bool b:
                text.Append(b ? "true" : "false");
                break;
            case System.Collections.IEnumerable items:
                text.Append('[');
                var first = true;
                foreach (var item in items)
                {
                    if (!first) text.Append(", ");
                    first = false;
                    Append(text, item);
                }

                text.Append(']');
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void AppendTuple(StringBuilder text, AbiTuple tuple)
    {
        var names = tuple.Names;
        text.Append('(');
        for (var i = 0; i < tuple.Count; i++)
        {
            if (i > 0) text.Append(", ");
            if (i < names.Count && names[i].Length > 0) text.Append(names[i]).Append(": ");
            Append(text, tuple[i]);
        }

        text.Append(')');
    }
}
