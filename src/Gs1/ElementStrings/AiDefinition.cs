using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>What the General Specifications say of one application identifier or a range of them.</summary>
internal sealed class AiDefinition
{
    private readonly AiComponent[] _components;
    private readonly string _field;

    public AiDefinition(string range, string format, AiTraits traits, string title, string requires, string excludes, string? qualifiers)
    {
        (Range, Format, Traits, Title, Requires, Excludes, Qualifiers) = (range, format, traits, title, requires, excludes, qualifiers);
        _field = $"({range})";
        _components = [.. format.Split(' ').Select(AiComponent.Parse)];
        MinimumLength = _components.Where(c => !c.IsOptional).Sum(c => c.MinimumLength);
        MaximumLength = _components.Sum(c => c.MaximumLength);
    }

    /// <summary>One identifier, or first and last with a dash.</summary>
    public string Range { get; }

    public string Format { get; }

    public AiTraits Traits { get; }

    public string Title { get; }

    /// <summary>Alternatives by comma, each joined by plus: one must be there in full. Empty for none; <c>n</c> is any digit.</summary>
    public string Requires { get; }

    /// <summary>Identifiers that must not be there too. Empty for none; <c>n</c> is any digit.</summary>
    public string Excludes { get; }

    /// <summary>Null if no primary key of a Digital Link; otherwise its qualifiers in order, alternatives by bar.</summary>
    public string? Qualifiers { get; }

    public int MinimumLength { get; }

    public int MaximumLength { get; }

    public bool IsPredefined => Traits.HasFlag(AiTraits.Predefined);

    /// <summary>The identifiers of the range.</summary>
    public IEnumerable<string> Identifiers()
    {
        var dash = Range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return [Range];
        var first = int.Parse(Range.AsSpan(0, dash));
        var last = int.Parse(Range.AsSpan(dash + 1));
        return Enumerable.Range(first, last - first + 1).Select(n => n.ToString());
    }

    /// <summary>An identifier of the range as a string: that of the definition where it is the only one.</summary>
    public string NameOf(ReadOnlySpan<char> ai) => ai.SequenceEqual(Range) ? Range : ai.ToString();

    /// <summary>Checks an element's data against format and content rules.</summary>
    /// <returns>Null if it is valid; positions count from the start of the data.</returns>
    public Gs1Error? Check(string ai, ReadOnlySpan<char> data)
    {
        var field = string.Equals(ai, Range, StringComparison.Ordinal) ? _field : $"({ai})";
        if (data.Length < MinimumLength || data.Length > MaximumLength) return WrongLength(field, data.Length);
        var offset = 0;
        foreach (var component in _components)
        {
            var left = data.Length - offset;
            if (left == 0 && component.IsOptional) continue;
            if (left < component.MinimumLength) return WrongLength(field, data.Length);
            var part = data.Slice(offset, Math.Min(left, component.MaximumLength));
            if (component.Check(part, field) is { } error) return error.At(offset);
            offset += part.Length;
        }

        return offset == data.Length ? null : WrongLength(field, data.Length);
    }

    private Gs1Error WrongLength(string field, int found)
    {
        var expected = MinimumLength == MaximumLength ? $"{MaximumLength}" : $"{MinimumLength} to {MaximumLength}";
        return found == 0
            ? new(Gs1ErrorCode.Empty, field, 0, $"{field} {Title} is empty.", $"Give {expected} characters.")
            : new(
                Gs1ErrorCode.Length,
                field,
                Math.Min(found, MaximumLength),
                $"{field} {Title} has {found} characters, expected {expected} ({Format}).",
                "Scan again; if it stays, a separator (FNC1) is missing in the symbol.");
    }
}
