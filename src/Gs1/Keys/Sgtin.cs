using System.Diagnostics.CodeAnalysis;

namespace Ledger.Gs1.Keys;

/// <summary>A serialised GTIN: one unit of a product (GS1 General Specifications, application identifiers 01 and 21).</summary>
/// <remarks>The default value is no key: no text parses to it.</remarks>
public readonly record struct Sgtin
{
    /// <summary>The most characters that a serial number has.</summary>
    public const int MaximumSerialLength = 20;

    private readonly string? _serial;

    /// <summary>Joins both parts.</summary>
    /// <param name="gtin">The product.</param>
    /// <param name="serial">1 to 20 characters of GS1 character set 82; upper and lower case differ.</param>
    /// <exception cref="Gs1FormatException">The serial number is empty, too long, or has other characters.</exception>
    public Sgtin(Gtin gtin, string serial)
    {
        if (!KeyText.TryCheckText(serial, MaximumSerialLength, "serial", out var error)) throw new Gs1FormatException(error);
        Gtin = gtin;
        _serial = serial;
    }

    /// <summary>The product.</summary>
    public Gtin Gtin { get; }

    /// <summary>The serial number; empty only in the default value.</summary>
    public string Serial => _serial ?? "";

    /// <summary>Joins both parts, read from text.</summary>
    /// <param name="gtin">8, 12, 13 or 14 digits.</param>
    /// <param name="serial">1 to 20 characters of GS1 character set 82.</param>
    /// <param name="key">The key, or the default value.</param>
    /// <param name="error">Why not; its field says which part.</param>
    public static bool TryCreate(ReadOnlySpan<char> gtin, ReadOnlySpan<char> serial, out Sgtin key, [NotNullWhen(false)] out Gs1Error? error)
    {
        key = default;
        if (!Gtin.TryParse(gtin, out var product, out error) || !KeyText.TryCheckText(serial, MaximumSerialLength, "serial", out error)) return false;
        key = new(product, serial.ToString());
        return true;
    }

    /// <summary>Whether the text can be a serial number; the error says why not.</summary>
    /// <param name="serial">The text.</param>
    /// <param name="error">Why not.</param>
    public static bool IsValidSerial(ReadOnlySpan<char> serial, [NotNullWhen(false)] out Gs1Error? error) =>
        KeyText.TryCheckText(serial, MaximumSerialLength, "serial", out error);

    /// <summary>The bracketed element string: <c>(01)…(21)…</c>.</summary>
    public override string ToString() => $"(01){Gtin}(21){Serial.Replace("(", "\\(", StringComparison.Ordinal)}";
}
