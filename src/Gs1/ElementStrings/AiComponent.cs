using System.Buffers;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>One part of an element's data: its character set, length and content rules.</summary>
internal sealed class AiComponent
{
    private readonly char _type;
    private readonly ContentRule[] _rules;

    private AiComponent(char type, int minimum, int maximum, bool isOptional, ContentRule[] rules)
    {
        (_type, MinimumLength, MaximumLength, IsOptional, _rules) = (type, minimum, maximum, isOptional, rules);
    }

    public int MinimumLength { get; }

    public int MaximumLength { get; }

    public bool IsOptional { get; }

    /// <summary>Reads our notation: <c>N6,yymmd0</c>, <c>X..20</c>, <c>[N4],hhmi</c>.</summary>
    public static AiComponent Parse(string notation)
    {
        var parts = notation.Split(',');
        var format = parts[0].Trim('[', ']');
        var isVariable = format.Contains("..", StringComparison.Ordinal);
        var maximum = int.Parse(format.AsSpan(isVariable ? 3 : 1));
        return new(format[0], isVariable ? 1 : maximum, maximum, notation[0] == '[', [.. parts.Skip(1).Select(ContentRules.Named)]);
    }

    /// <summary>Checks data that already has an allowed length.</summary>
    public Gs1Error? Check(ReadOnlySpan<char> data, string field)
    {
        var wrong = _type == 'N' ? data.IndexOfAnyExceptInRange('0', '9') : data.IndexOfAnyExcept(Characters());
        if (wrong >= 0)
        {
            return _type == 'N'
                ? KeyText.NotADigit(field, wrong, data[wrong])
                : new(
                    Gs1ErrorCode.Charset,
                    field,
                    wrong,
                    $"{KeyText.Show(data[wrong])} is not in GS1 character set {SetName()}.",
                    "Remove the character, or scan again.");
        }

        foreach (var rule in _rules)
        {
            if (rule(data, field) is { } error) return error;
        }

        return null;
    }

    private SearchValues<char> Characters() => _type switch
    {
        'Y' => CharacterSets.Cset39,
        'Z' => CharacterSets.Cset64,
        _ => CharacterSets.Cset82,
    };

    private string SetName() => _type switch { 'Y' => "39", 'Z' => "64", _ => "82" };
}
