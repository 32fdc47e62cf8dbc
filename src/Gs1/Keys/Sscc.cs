using System.Diagnostics.CodeAnalysis;

namespace Ledger.Gs1.Keys;

/// <summary>A Serial Shipping Container Code: 18 digits (GS1 General Specifications, section 3.3.1).</summary>
/// <remarks>The default value is no key: no text parses to it.</remarks>
public readonly record struct Sscc : IComparable<Sscc>
{
    /// <summary>The number of digits, check digit included.</summary>
    public const int DigitCount = 18;

    private readonly ulong _value;

    private Sscc(ulong value) => _value = value;

    /// <summary>The number itself, check digit included; below 10^18.</summary>
    public long Value => (long)_value;

    /// <summary>The extension digit, which the issuer chooses to widen its range.</summary>
    public int ExtensionDigit => (int)(_value / 100_000_000_000_000_000);

    /// <summary>Builds the key from the digits before the check digit.</summary>
    /// <param name="extensionDigit">0 to 9.</param>
    /// <param name="companyPrefix">The issuer's company prefix, 4 to 12 digits.</param>
    /// <param name="serialReference">The issuer's counter; it must fit into the digits that the prefix leaves.</param>
    /// <exception cref="Gs1FormatException">A part is out of its range.</exception>
    public static Sscc Create(int extensionDigit, string companyPrefix, long serialReference)
    {
        ArgumentNullException.ThrowIfNull(companyPrefix);
        if (extensionDigit is < 0 or > 9) throw OutOfRange("extension digit", "Give one digit.");
        if (companyPrefix.Length is < 4 or > 12) throw OutOfRange("company prefix", "Give 4 to 12 digits.");
        var reference = serialReference.ToString($"D{DigitCount - 2 - companyPrefix.Length}");
        var body = $"{extensionDigit}{companyPrefix}{reference}";
        if (serialReference < 0 || body.Length != DigitCount - 1)
            throw OutOfRange("serial reference", "Use the next extension digit or a shorter number.");
        return Parse(body + CheckDigit.Compute(body));
    }

    private static Gs1FormatException OutOfRange(string field, string cure) =>
        new(new Gs1Error(Gs1ErrorCode.Length, field, -1, $"The {field} is out of its range.", cure));

    /// <summary>Reads 18 digits.</summary>
    /// <exception cref="Gs1FormatException">Another length, another character, a wrong check digit, or all zeros.</exception>
    public static Sscc Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var key, out var error) ? key : throw new Gs1FormatException(error);

    /// <summary>Reads 18 digits.</summary>
    /// <param name="text">The digits, without blanks.</param>
    /// <param name="key">The key, or the default value.</param>
    /// <param name="error">Why not; the expected check digit is in the message.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Sscc key, [NotNullWhen(false)] out Gs1Error? error)
    {
        key = default;
        if (text.Length != DigitCount)
        {
            error = KeyText.WrongLength("sscc", text.Length, "18");
            return false;
        }

        if (!KeyText.TryReadDigits(text, "sscc", out var value, out error)) return false;
        key = new(value);
        return true;
    }

    /// <summary>Orders by number.</summary>
    public static bool operator <(Sscc left, Sscc right) => left._value < right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator >(Sscc left, Sscc right) => left._value > right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator <=(Sscc left, Sscc right) => left._value <= right._value;

    /// <summary>Orders by number.</summary>
    public static bool operator >=(Sscc left, Sscc right) => left._value >= right._value;

    /// <inheritdoc/>
    public int CompareTo(Sscc other) => _value.CompareTo(other._value);

    /// <summary>The 18 digits.</summary>
    public override string ToString() => _value.ToString($"D{DigitCount}");
}
