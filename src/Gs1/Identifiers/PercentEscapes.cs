using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Identifiers;

/// <summary>Percent escapes of URIs, for the ASCII characters that element data can have.</summary>
internal static class PercentEscapes
{
    private const string HexDigits = "0123456789ABCDEF";

    /// <summary>Resolves escapes; those of other than printable ASCII characters are refused.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, string field, out string decoded, [NotNullWhen(false)] out Gs1Error? error)
    {
        error = null;
        decoded = "";
        if (!text.Contains('%'))
        {
            decoded = text.ToString();
            return true;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                error = new(Gs1ErrorCode.Escape, field, i, "A percent sign without two hexadecimal digits.",
                    "Write %25 for a percent sign.");
                return false;
            }

            var character = (char)((HexValue(text[i + 1]) << 4) | HexValue(text[i + 2]));
            if (character is < ' ' or > '~')
            {
                error = new(Gs1ErrorCode.Escape, field, i, $"The escape {text.Slice(i, 3)} stands for no character of GS1 data.",
                    "Remove it.");
                return false;
            }

            result.Append(character);
            i += 2;
        }

        decoded = result.ToString();
        return true;
    }

    /// <summary>Escapes each character for which the predicate holds.</summary>
    public static string Encode(string text, Func<char, bool> mustEscape)
    {
        if (!text.Any(mustEscape)) return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (mustEscape(character)) result.Append('%').Append(HexDigits[character >> 4]).Append(HexDigits[character & 15]);
            else result.Append(character);
        }

        return result.ToString();
    }

    private static int HexValue(char digit) => HexDigits.IndexOf(char.ToUpperInvariant(digit), StringComparison.Ordinal);
}
