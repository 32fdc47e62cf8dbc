using Ledger.Gs1.ElementStrings;

namespace Ledger.Gs1.Tests.ElementStrings;

public class AiTableTests
{
    private static readonly IReadOnlyList<DictionaryEntry> Dictionary =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "gs1-syntax-dictionary.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(DictionaryEntry.Parse)];

    public static TheoryData<string> Ranges() => [.. Dictionary.Select(entry => entry.Range)];

    [Fact]
    public void Definitions_SyntaxDictionary_HaveTheSameIdentifiersInOrder()
    {
        Dictionary.Count.ShouldBeGreaterThan(200);
        AiTable.Definitions.Select(d => d.Range).Order(StringComparer.Ordinal)
            .ShouldBe(Dictionary.Select(e => e.Range).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Definition_SyntaxDictionary_AgreesInEveryPart(string range)
    {
        var expected = Dictionary.Single(entry => string.Equals(entry.Range, range, StringComparison.Ordinal));
        var actual = AiTable.Definitions.Single(definition => string.Equals(definition.Range, range, StringComparison.Ordinal));
        actual.Format.ShouldBe(expected.Format);
        actual.IsPredefined.ShouldBe(expected.Flags.Contains('*', StringComparison.Ordinal));
        actual.Traits.HasFlag(AiTraits.LinkAttribute).ShouldBe(expected.Flags.Contains('?', StringComparison.Ordinal));
        actual.Title.ShouldBe(expected.Title);
        actual.Requires.ShouldBe(expected.Attribute("req") ?? "");
        actual.Excludes.ShouldBe(expected.Attribute("ex") ?? "");
        actual.Qualifiers.ShouldBe(expected.Attribute("dlpkey"));
    }

    [Fact]
    public void FindPrefix_EveryIdentifier_IsFoundAndIsNoStartOfAnother()
    {
        foreach (var ai in AiTable.Definitions.SelectMany(d => d.Identifiers()))
        {
            AiTable.FindPrefix(ai + "000", out var length).ShouldBeSameAs(AiTable.Find(ai));
            length.ShouldBe(ai.Length);
        }
    }

    [Fact]
    public void Find_NoIdentifier_IsNull()
    {
        AiTable.Find("04").ShouldBeNull();
        AiTable.Find("3106").ShouldBeNull();
        AiTable.Find("").ShouldBeNull();
        AiTable.FindPrefix("0", out _).ShouldBeNull();
    }

    private sealed record DictionaryEntry(string Range, string Flags, string Format, string Title, IReadOnlyList<string> Attributes)
    {
        public static DictionaryEntry Parse(string line)
        {
            var hash = line.IndexOf('#', StringComparison.Ordinal);
            var title = hash < 0 ? "" : line[(hash + 1)..].Trim();
            var words = (hash < 0 ? line : line[..hash]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var hasFlags = words[1].All(c => c is '*' or '?');
            var rest = words.Skip(hasFlags ? 2 : 1).ToList();
            var format = rest.TakeWhile(w => w[0] == '[' || (char.IsUpper(w[0]) && !w.Contains('=', StringComparison.Ordinal))).ToList();
            return new(words[0], hasFlags ? words[1] : "", string.Join(' ', format), title, [.. rest.Skip(format.Count)]);
        }

        public string? Attribute(string name) => Attributes
            .Where(a => string.Equals(a, name, StringComparison.Ordinal) || a.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(a => a.Contains('=', StringComparison.Ordinal) ? a[(name.Length + 1)..] : "")
            .SingleOrDefault();
    }
}
