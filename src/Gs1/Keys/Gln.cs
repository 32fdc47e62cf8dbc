using System.Diagnostics.CodeAnalysis;

namespace Ledger.Gs1.Keys;

/// <summary>A Global Location Number: 13 digits naming a party or a place (GS1 General Specifications, section 3.7.9).</summary>
/// <remarks>The default value is no key: no text parses to it.</remarks>
public readonly record struct Gln : IComparable<Gln>
{
    /// <summary>The number of digits, check digit included.</summary>
    public const int DigitCount = 13;

    private readonly ulong _value;

    private Gln(ulong value) => _value = value;

    /// <summary>The number itself, check digit included; below 10^13.</summary>
    public long Value => (long)_value;

    /// <summary>Reads 13 digits.</summary>
    /// <exception cref="Gs1FormatException">Another length, another character, a wrong check digit, or all zeros.</exception>
    public static Gln Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var key, out var error) ? key : throw new Gs1FormatException(error);

    /// <summary>Reads 13 digits.</summary>
    /// <param name="text">The digits, without blanks.</param>
    /// <param name="key">The key, or the default value.</param>
    /// <param name="error">Why not; the expected check digit is in the message.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Gln key, [NotNullWhen(false)] out Gs1Error? error)
    {
        key = default;
        if (text.Length != DigitCount)
        {
            error = KeyText.WrongLength("gln", text.Length, "13");
            return false;
        }

        if (!KeyText.TryReadDigits(text, "gln", out var value, out error)) return false;
        key = new(value);
        return true;
    }

    /// <summary>Orders by number.</summary>
    public static bool operator <(Gln left, Gln right) => left._value < right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator >(Gln left, Gln right) => left._value > right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator <=(Gln left, Gln right) => left._value <= right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator >=(Gln left, Gln right) => left._value >= right._value;

    /// <inheritdoc/>
    public int CompareTo(Gln other) => _value.CompareTo(other._value);

    /// <summary>The 13 digits.</summary>
    public override string ToString() => _value.ToString($"D{DigitCount}");
}
