using System.Diagnostics.CodeAnalysis;

namespace Ledger.Gs1.Keys;

/// <summary>A lot of a product (GS1 General Specifications, application identifiers 01 and 10).</summary>
/// <remarks>The default value is no key: no text parses to it.</remarks>
public readonly record struct Lgtin
{
    /// <summary>The most characters that a lot code has.</summary>
    public const int MaximumLotLength = 20;

    private readonly string? _lot;

    /// <summary>Joins both parts.</summary>
    /// <param name="gtin">The product.</param>
    /// <param name="lot">1 to 20 characters of GS1 character set 82; upper and lower case differ.</param>
    /// <exception cref="Gs1FormatException">The lot code is empty, too long, or has other characters.</exception>
    public Lgtin(Gtin gtin, string lot)
    {
        if (!KeyText.TryCheckText(lot, MaximumLotLength, "lot", out var error)) throw new Gs1FormatException(error);
        Gtin = gtin;
        _lot = lot;
    }

    /// <summary>The product.</summary>
    public Gtin Gtin { get; }

    /// <summary>The lot code; empty only in the default value.</summary>
    public string Lot => _lot ?? "";

    /// <summary>Joins both parts, read from text.</summary>
    /// <param name="gtin">8, 12, 13 or 14 digits.</param>
    /// <param name="lot">1 to 20 characters of GS1 character set 82.</param>
    /// <param name="key">The key, or the default value.</param>
    /// <param name="error">Why not; its field says which part.</param>
    public static bool TryCreate(ReadOnlySpan<char> gtin, ReadOnlySpan<char> lot, out Lgtin key, [NotNullWhen(false)] out Gs1Error? error)
    {
        key = default;
        if (!Gtin.TryParse(gtin, out var product, out error) || !KeyText.TryCheckText(lot, MaximumLotLength, "lot", out error)) return false;
        key = new(product, lot.ToString());
        return true;
    }

    /// <summary>Whether the text can be a lot code; the error says why not.</summary>
    /// <param name="lot">The text.</param>
    /// <param name="error">Why not.</param>
    public static bool IsValidLot(ReadOnlySpan<char> lot, [NotNullWhen(false)] out Gs1Error? error) =>
        KeyText.TryCheckText(lot, MaximumLotLength, "lot", out error);

    /// <summary>The bracketed element string: <c>(01)…(10)…</c>.</summary>
    public override string ToString() => $"(01){Gtin}(10){Lot.Replace("(", "\\(", StringComparison.Ordinal)}";
}
