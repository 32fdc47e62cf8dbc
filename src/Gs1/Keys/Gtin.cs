using System.Diagnostics.CodeAnalysis;

namespace Ledger.Gs1.Keys;

/// <summary>A Global Trade Item Number, held as 14 digits (GS1 General Specifications, section 3.3.2).</summary>
/// <remarks>
/// GTIN-8, -12 and -13 are read too and are equal to the same number with leading zeros. The default value is no key:
/// no text parses to it.
/// </remarks>
public readonly record struct Gtin : IComparable<Gtin>
{
    /// <summary>The number of digits of the normal form.</summary>
    public const int DigitCount = 14;

    private readonly ulong _value;

    private Gtin(ulong value) => _value = value;

    /// <summary>The length class in which it was issued.</summary>
    /// <remarks>
    /// The leading zeros of the normal form tell it exactly: prefixes with which a GTIN-12 or -13 would look like a shorter one
    /// are never issued (GS1 General Specifications, figure 1.4.2-1).
    /// </remarks>
    public GtinFormat Format => _value switch
    {
        < 100_000_000 => GtinFormat.Gtin8,
        < 1_000_000_000_000 => GtinFormat.Gtin12,
        < 10_000_000_000_000 => GtinFormat.Gtin13,
        _ => GtinFormat.Gtin14,
    };

    /// <summary>The number itself, check digit included; below 10^14.</summary>
    public long Value => (long)_value;

    /// <summary>The packaging indicator: 0 for the item itself, 1 to 8 for groupings, 9 for variable measure.</summary>
    public int Indicator => (int)(_value / 10_000_000_000_000);

    /// <summary>Reads 8, 12, 13 or 14 digits.</summary>
    /// <exception cref="Gs1FormatException">Another length, another character, a wrong check digit, or all zeros.</exception>
    public static Gtin Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var key, out var error) ? key : throw new Gs1FormatException(error);

    /// <summary>Reads 8, 12, 13 or 14 digits.</summary>
    /// <param name="text">The digits, without blanks.</param>
    /// <param name="key">The key, or the default value.</param>
    /// <param name="error">Why not; the expected check digit is in the message.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Gtin key, [NotNullWhen(false)] out Gs1Error? error)
    {
        key = default;
        if (text.Length is not (8 or 12 or 13 or DigitCount))
        {
            error = KeyText.WrongLength("gtin", text.Length, "8, 12, 13 or 14");
            return false;
        }

        if (!KeyText.TryReadDigits(text, "gtin", out var value, out error)) return false;
        key = new(value);
        return true;
    }

    /// <summary>The GTIN whose number is given.</summary>
    /// <param name="value">The number with its check digit.</param>
    /// <exception cref="Gs1FormatException">Not in the range, or a wrong check digit.</exception>
    public static Gtin FromValue(long value) => Parse(value.ToString($"D{DigitCount}"));

    /// <summary>Orders by number.</summary>
    public static bool operator <(Gtin left, Gtin right) => left._value < right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator >(Gtin left, Gtin right) => left._value > right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator <=(Gtin left, Gtin right) => left._value <= right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator >=(Gtin left, Gtin right) => left._value >= right._value;

    /// <inheritdoc/>
    public int CompareTo(Gtin other) => _value.CompareTo(other._value);

    /// <summary>The digits as issued: 8, 12, 13 or 14 of them.</summary>
    public string ToIssuedString() => _value.ToString($"D{(int)Format}");

    /// <summary>The 14 digits.</summary>
    public override string ToString() => _value.ToString($"D{DigitCount}");
}
