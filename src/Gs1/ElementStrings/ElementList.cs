using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>Collects elements and checks each by its definition.</summary>
internal sealed class ElementList
{
    private readonly List<Element> _elements = [];

    public IReadOnlyList<Element> Elements => _elements;

    /// <summary>Adds an element. The same one again is dropped: concatenated symbols of one item repeat their key.</summary>
    /// <param name="ai">The identifier.</param>
    /// <param name="value">Its data.</param>
    /// <param name="position">Where the data starts in the text.</param>
    public Gs1Error? TryAdd(string ai, string value, int position)
    {
        if (AiTable.Find(ai) is not { } definition) return Unknown(ai, position);
        if (definition.Check(ai, value) is { } error) return error.At(position);
        foreach (var element in _elements)
        {
            if (!string.Equals(element.Ai, ai, StringComparison.Ordinal)) continue;
            return string.Equals(element.Value, value, StringComparison.Ordinal)
                ? null
                : new(Gs1ErrorCode.AiRepeated, $"({ai})", position, $"({ai}) is there twice with different data.",
                    "Scan one item at a time.");
        }

        if (_elements.Count == ElementString.MaximumElements)
        {
            return new(
                Gs1ErrorCode.TooMany, $"({ai})", position, "Too many elements.", $"Give at most {ElementString.MaximumElements} elements.");
        }

        _elements.Add(new(ai, value));
        return null;
    }

    public static Gs1Error Unknown(ReadOnlySpan<char> found, int position) =>
        new(
            Gs1ErrorCode.AiUnknown,
            "ai",
            position,
            $"No application identifier starts with '{Printable(found)}'.",
            "Check that the symbol is a GS1 one; before this, a separator (FNC1) may be missing.");

    private static string Printable(ReadOnlySpan<char> text)
    {
        var shown = text[..Math.Min(text.Length, 4)].ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            if (shown[i] is < ' ' or > '~') shown[i] = '?';
        }

        return new(shown);
    }
}
