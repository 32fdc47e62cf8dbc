using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>The rules of elements that must, and must not, occur together.</summary>
internal static class ElementPairings
{
    public static Gs1Error? Check(IReadOnlyList<Element> elements)
    {
        foreach (var (ai, _) in elements)
        {
            var definition = AiTable.Find(ai)!;
            if (FirstExcluded(elements, ai, definition.Excludes) is { } other)
                return new(Gs1ErrorCode.AiPairing, $"({ai})", -1, $"({ai}) must not be with ({other}).",
                    $"Leave one of ({ai}) and ({other}) out.");
            if (definition.Requires.Length > 0 && !definition.Requires.Split(',').Any(group => HasAll(elements, group)))
            {
                return new(
                    Gs1ErrorCode.AiPairing,
                    $"({ai})",
                    -1,
                    $"({ai}) {definition.Title} can't be alone.",
                    $"Add one of: {definition.Requires.Replace(",", ", ", StringComparison.Ordinal)}.");
            }
        }

        return null;
    }

    private static string? FirstExcluded(IReadOnlyList<Element> elements, string ai, string patterns)
    {
        if (patterns.Length == 0) return null;
        foreach (var pattern in patterns.Split(','))
        {
            foreach (var element in elements)
            {
                if (!string.Equals(element.Ai, ai, StringComparison.Ordinal) && Matches(element.Ai, pattern)) return element.Ai;
            }
        }

        return null;
    }

    private static bool HasAll(IReadOnlyList<Element> elements, string group) =>
        group.Split('+').All(pattern => elements.Any(element => Matches(element.Ai, pattern)));

    /// <summary><c>n</c> in a pattern stands for any digit.</summary>
    private static bool Matches(string ai, string pattern)
    {
        if (ai.Length != pattern.Length) return false;
        for (var i = 0; i < ai.Length; i++)
        {
            if (pattern[i] != 'n' && pattern[i] != ai[i]) return false;
        }

        return true;
    }
}
