using System.Diagnostics.CodeAnalysis;
using Ledger.Gs1.Identifiers;

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
        if (gtin == default) throw new Gs1FormatException(KeyText.ZeroKey("gtin"));
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
        if (!Gtin.TryParse(gtin, out var product, out error) || !KeyText.TryCheckText(lot, MaximumLotLength, "lot", out error))
            return false;
        key = new(product, lot.ToString());
        return true;
    }

    /// <summary>Whether the text can be a lot code; the error says why not.</summary>
    /// <param name="lot">The text.</param>
    /// <param name="error">Why not.</param>
    public static bool IsValidLot(ReadOnlySpan<char> lot, [NotNullWhen(false)] out Gs1Error? error) =>
        KeyText.TryCheckText(lot, MaximumLotLength, "lot", out error);

    /// <summary>Reads any way of writing: element string, EPC URN, Digital Link URI.</summary>
    /// <exception cref="Gs1FormatException">Malformed, or the key of something else than a lot.</exception>
    public static Lgtin Parse(string text) => TryParse(text, out var key, out var error) ? key : throw new Gs1FormatException(error);

    /// <summary>Reads any way of writing: element string, EPC URN, Digital Link URI.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The key, or the default value.</param>
    /// <param name="error">Why not; <see cref="Gs1ErrorCode.KeyKind"/> if it is the key of something else.</param>
    public static bool TryParse(string? text, out Lgtin key, [NotNullWhen(false)] out Gs1Error? error)
    {
        key = default;
        if (!Gs1Identifier.TryParse(text, out var identifier, out error)) return false;
        key = identifier.Lgtin.GetValueOrDefault();
        error = identifier.Lgtin is null ? KeyText.WrongKind("lot", "(01)…(10)…", identifier.Kind) : null;
        return error is null;
    }

    /// <summary>The bracketed element string: <c>(01)…(10)…</c>.</summary>
    public override string ToString() => $"(01){Gtin}(10){Lot.Replace("(", "\\(", StringComparison.Ordinal)}";
}
