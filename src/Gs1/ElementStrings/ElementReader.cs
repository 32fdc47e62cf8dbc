using System.Text;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>Reads both ways to write element strings.</summary>
internal static class ElementReader
{
    /// <summary>Symbology identifiers whose data are GS1 element strings (ISO/IEC 15424; General Specifications, figure 5.1.2-1).</summary>
    private static readonly string[] SymbologyIdentifiers = ["]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1"];

    public static Gs1Error? Read(string text, ElementList list)
    {
        if (text.Length > ElementString.MaximumLength)
        {
            return new(
                Gs1ErrorCode.TooMany,
                "text",
                ElementString.MaximumLength,
                "The text is longer than any symbol.",
                $"Give at most {ElementString.MaximumLength} characters.");
        }

        // Hand scanners end what they send as a keyboard does a line.
        text = text.TrimEnd('\r', '\n');
        var position = 0;
        if (text.StartsWith(']'))
        {
            if (!IsOfGs1(text))
            {
                return new(
                    Gs1ErrorCode.Syntax,
                    "symbology",
                    0,
                    "The symbol isn't of a GS1 symbology.",
                    $"Scan a GS1 symbol; its text starts with one of {string.Join(' ', SymbologyIdentifiers)}.");
            }

            position = 3;
        }

        if (position < text.Length && text[position] == ElementString.GroupSeparator) position++;
        if (position == text.Length) return Nothing();
        return text[position] == '(' ? ReadBracketed(text, position, list) : ReadRaw(text, position, list);
    }

    public static Gs1Error Nothing() =>
        new(Gs1ErrorCode.Empty, "text", 0, "There is no element.", "Give at least one application identifier with its data.");

    private static bool IsOfGs1(string text)
    {
        foreach (var known in SymbologyIdentifiers)
        {
            if (text.StartsWith(known, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static Gs1Error? ReadRaw(string text, int position, ElementList list)
    {
        while (position < text.Length)
        {
            var rest = text.AsSpan(position);
            if (AiTable.FindPrefix(rest, out var aiLength) is not { } definition) return ElementList.Unknown(rest, position);
            var ai = definition.NameOf(rest[..aiLength]);
            position += aiLength;
            var end = text.IndexOf(ElementString.GroupSeparator, position);
            if (end < 0) end = text.Length;
            if (definition.IsPredefined) end = Math.Min(end, position + definition.MaximumLength);
            if (list.TryAdd(ai, text[position..end], position) is { } error) return error;
            // A separator is needed only behind variable lengths; behind others, and at the end, readers must put up with it.
            position = end < text.Length && text[end] == ElementString.GroupSeparator ? end + 1 : end;
        }

        return null;
    }

    private static Gs1Error? ReadBracketed(string text, int position, ElementList list)
    {
        var value = new StringBuilder();
        while (position < text.Length)
        {
            var close = text.IndexOf(')', position);
            if (text[position] != '(' || close < 0)
                return new(Gs1ErrorCode.Syntax, "ai", position, "An application identifier isn't closed.", "Write it as in (01).");
            var ai = text[(position + 1)..close];
            if (AiTable.Find(ai) is null) return UnknownBracketed(ai, position + 1);
            position = close + 1;
            var start = position;
            value.Clear();
            for (; position < text.Length && text[position] != '('; position++)
            {
                if (text[position] == '\\' && position + 1 < text.Length && text[position + 1] == '(') position++;
                value.Append(text[position]);
            }

            if (list.TryAdd(ai, value.ToString(), start) is { } error) return error;
        }

        return null;
    }

    private static Gs1Error UnknownBracketed(string ai, int position) =>
        ElementList.Unknown(ai, position) with { Cure = "Correct the identifier; an opening bracket in the data is written \\(." };
}
