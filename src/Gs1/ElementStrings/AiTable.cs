using System.Collections.Frozen;

namespace Ledger.Gs1.ElementStrings;

/// <summary>
/// The application identifiers of the GS1 General Specifications: format, content rules, pairings and Digital Link role.
/// A test checks every entry against GS1's published Syntax Dictionary.
/// </summary>
internal static partial class AiTable
{
    private const int ShortestIdentifier = 2;
    private const int LongestIdentifier = 4;

    public static readonly IReadOnlyList<AiDefinition> Definitions = [.. Trade(), .. Measures(), .. Amounts(), .. Logistics(), .. Items(), .. Other()];

    private static readonly FrozenDictionary<string, AiDefinition> ByIdentifier = Definitions
        .SelectMany(d => d.Identifiers(), (d, ai) => KeyValuePair.Create(ai, d))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, AiDefinition>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByIdentifier.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds an identifier given exactly.</summary>
    public static AiDefinition? Find(ReadOnlySpan<char> ai) => Lookup.TryGetValue(ai, out var definition) ? definition : null;

    /// <summary>Finds the identifier that the data starts with. No identifier is the start of another one.</summary>
    public static AiDefinition? FindPrefix(ReadOnlySpan<char> data, out int length)
    {
        for (length = ShortestIdentifier; length <= Math.Min(LongestIdentifier, data.Length); length++)
        {
            if (Find(data[..length]) is { } definition) return definition;
        }

        length = 0;
        return null;
    }

    private static AiDefinition Row(
        string range, string format, AiTraits traits, string title, string requires = "", string excludes = "", string? qualifiers = null) =>
        new(range, format, traits, title, requires, excludes, qualifiers);
}
