using System.Collections.Frozen;
using System.Text.Json;

namespace Ledger.Gs1.Keys;

/// <summary>How long the GS1 company prefix of a key is. The digits alone don't tell, so it is looked up, never guessed.</summary>
/// <remarks>
/// Loads lines of <c>prefix:length</c>, or the JSON form of the list that GS1 publishes as "GCP length" table. The longest
/// prefix that matches wins; an entry of length 0 says that the range isn't allocated.
/// </remarks>
public sealed class CompanyPrefixTable
{
    /// <summary>The fewest digits of a company prefix in an EPC URN (EPC Tag Data Standard, section 6.3).</summary>
    public const int MinimumLength = 6;

    /// <summary>The most digits of a company prefix.</summary>
    public const int MaximumLength = 12;

    /// <summary>The most entries that a list may have.</summary>
    public const int MaximumEntries = 1_000_000;

    private const int MaximumJsonDepth = 8;

    private readonly FrozenDictionary<string, int> _lengths;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private CompanyPrefixTable(Dictionary<string, int> lengths)
    {
        _lengths = lengths.ToFrozenDictionary(StringComparer.Ordinal);
        _lookup = _lengths.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>A table that knows no prefix.</summary>
    public static CompanyPrefixTable Empty { get; } = new([]);

    /// <summary>The number of entries.</summary>
    public int Count => _lengths.Count;

    /// <summary>Reads a list; a text that starts with <c>{</c> is read as GS1's JSON, everything else as lines.</summary>
    /// <param name="text">
    /// Lines of <c>prefix:length</c>; blank lines and those that start with <c>#</c> are skipped. Or
    /// <c>{"GCPPrefixFormatList":{"entry":[{"prefix":"…","gcpLength":…}]}}</c>.
    /// </param>
    /// <exception cref="Gs1FormatException">Code <see cref="Gs1ErrorCode.PrefixList"/> or <see cref="Gs1ErrorCode.TooMany"/>.</exception>
    public static CompanyPrefixTable Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lengths = new Dictionary<string, int>(StringComparer.Ordinal);
        if (text.AsSpan().TrimStart().StartsWith("{")) ReadJson(text, lengths);
        else ReadLines(text, lengths);
        return new(lengths);
    }

    /// <summary>The length of the company prefix that the digits start with.</summary>
    /// <param name="digits">The key from the first digit of its prefix: a GTIN without indicator, an SSCC without extension digit.</param>
    /// <param name="length">6 to 12.</param>
    public bool TryGetLength(ReadOnlySpan<char> digits, out int length)
    {
        for (var taken = Math.Min(digits.Length, MaximumLength); taken > 0; taken--)
        {
            if (_lookup.TryGetValue(digits[..taken], out length)) return length != 0;
        }

        length = 0;
        return false;
    }

    private static void ReadLines(string text, Dictionary<string, int> lengths)
    {
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.IsEmpty || line[0] == '#') continue;
            var colon = line.IndexOf(':');
            if (colon < 0 || !int.TryParse(line[(colon + 1)..], out var length))
                throw Malformed($"line {number}", "Write prefix:length, such as 0614141:7.");
            Add(lengths, line[..colon].Trim().ToString(), length, $"line {number}");
        }
    }

    private static void ReadJson(string text, Dictionary<string, int> lengths)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaximumJsonDepth });
            if (!document.RootElement.TryGetProperty("GCPPrefixFormatList", out var list)
                || list.ValueKind != JsonValueKind.Object
                || !list.TryGetProperty("entry", out var entries)
                || entries.ValueKind != JsonValueKind.Array)
            {
                throw Malformed("GCPPrefixFormatList.entry", "Load GS1's list in its JSON form, unchanged.");
            }

            var index = 0;
            foreach (var entry in entries.EnumerateArray())
            {
                var place = $"entry {index++}";
                if (entry.ValueKind != JsonValueKind.Object
                    || !entry.TryGetProperty("prefix", out var prefix)
                    || prefix.ValueKind != JsonValueKind.String
                    || !entry.TryGetProperty("gcpLength", out var length)
                    || !int.TryParse(length.ToString(), out var digits))
                {
                    throw Malformed(place, "Each entry has a text \"prefix\" and a number \"gcpLength\".");
                }

                Add(lengths, prefix.GetString()!, digits, place);
            }
        }
        catch (JsonException exception)
        {
            throw Malformed($"line {exception.LineNumber + 1}", "Load GS1's list in its JSON form, unchanged.");
        }
    }

    private static void Add(Dictionary<string, int> lengths, string prefix, int length, string place)
    {
        if (prefix.Length is 0 or > MaximumLength || prefix.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
            throw Malformed(place, $"A prefix has 1 to {MaximumLength} digits.");
        // Prefixes of 4 and 5 digits exist on paper; EPC treats them as 6 long.
        if (length is not 0 and (< 4 or > MaximumLength))
            throw Malformed(place, $"A length is 4 to {MaximumLength}, or 0 for a range not allocated.");
        if (lengths.Count >= MaximumEntries)
            throw new Gs1FormatException(new Gs1Error(Gs1ErrorCode.TooMany, place, -1, "The list is too long.",
                $"Load at most {MaximumEntries} entries."));
        lengths[prefix] = length is 0 ? 0 : Math.Max(length, MinimumLength);
    }

    private static Gs1FormatException Malformed(string place, string cure) =>
        new(new Gs1Error(Gs1ErrorCode.PrefixList, place, -1, "The company prefix list is malformed here.", cure));
}
