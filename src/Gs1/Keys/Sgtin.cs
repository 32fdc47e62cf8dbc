using System.Diagnostics.CodeAnalysis;
using Ledger.Gs1.Identifiers;

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
        if (gtin == default) throw new Gs1FormatException(KeyText.ZeroKey("gtin"));
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
        if (!Gtin.TryParse(gtin, out var product, out error) || !KeyText.TryCheckText(serial, MaximumSerialLength, "serial", out error))
            return false;
        key = new(product, serial.ToString());
        return true;
    }

    /// <summary>Whether the text can be a serial number; the error says why not.</summary>
    /// <param name="serial">The text.</param>
    /// <param name="error">Why not.</param>
    public static bool IsValidSerial(ReadOnlySpan<char> serial, [NotNullWhen(false)] out Gs1Error? error) =>
        KeyText.TryCheckText(serial, MaximumSerialLength, "serial", out error);

    /// <summary>Reads any way of writing: element string, EPC URN, Digital Link URI.</summary>
    /// <exception cref="Gs1FormatException">Malformed, or the key of something else than a unit.</exception>
    public static Sgtin Parse(string text) => TryParse(text, out var key, out var error) ? key : throw new Gs1FormatException(error);

    /// <summary>Reads any way of writing: element string, EPC URN, Digital Link URI.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The key, or the default value.</param>
    /// <param name="error">Why not; <see cref="Gs1ErrorCode.KeyKind"/> if it is the key of something else.</param>
    public static bool TryParse(string? text, out Sgtin key, [NotNullWhen(false)] out Gs1Error? error)
    {
        key = default;
        if (!Gs1Identifier.TryParse(text, out var identifier, out error)) return false;
        key = identifier.Sgtin.GetValueOrDefault();
        error = identifier.Sgtin is null ? KeyText.WrongKind("unit", "(01)…(21)…", identifier.Kind) : null;
        return error is null;
    }

    /// <summary>The bracketed element string: <c>(01)…(21)…</c>.</summary>
    public override string ToString() => $"(01){Gtin}(21){Serial.Replace("(", "\\(", StringComparison.Ordinal)}";
}
