using System.Diagnostics.CodeAnalysis;
using Ledger.Gs1.Identifiers;

namespace Ledger.Gs1.Keys;

/// <summary>A location with an optional extension naming a place inside it (application identifiers 414 and 254).</summary>
/// <remarks>The EPC URN writes a missing extension as <c>0</c>; so <c>0</c> and none are the same key (EPC Tag Data Standard, section 7.5).</remarks>
public readonly record struct Sgln
{
    /// <summary>The most characters that an extension has.</summary>
    public const int MaximumExtensionLength = 20;

    private readonly string? _extension;

    /// <summary>Joins both parts.</summary>
    /// <param name="gln">The location.</param>
    /// <param name="extension">At most 20 characters of GS1 character set 82; empty or <c>0</c> for none.</param>
    /// <exception cref="Gs1FormatException">The extension is too long or has other characters.</exception>
    public Sgln(Gln gln, string extension = "")
    {
        if (gln == default) throw new Gs1FormatException(KeyText.ZeroKey("gln"));
        Gln = gln;
        if (extension is null or "" or "0") return;
        if (!KeyText.TryCheckText(extension, MaximumExtensionLength, "extension", out var error)) throw new Gs1FormatException(error);
        _extension = extension;
    }

    /// <summary>The location.</summary>
    public Gln Gln { get; }

    /// <summary>The place inside it; empty if it is the whole location.</summary>
    public string Extension => _extension ?? "";

    /// <summary>Reads any way of writing: element string, EPC URN, Digital Link URI.</summary>
    /// <exception cref="Gs1FormatException">Malformed, or the key of something else than a location.</exception>
    public static Sgln Parse(string text) => TryParse(text, out var key, out var error) ? key : throw new Gs1FormatException(error);

    /// <summary>Reads any way of writing: element string, EPC URN, Digital Link URI.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The key, or the default value.</param>
    /// <param name="error">Why not; <see cref="Gs1ErrorCode.KeyKind"/> if it is the key of something else.</param>
    public static bool TryParse(string? text, out Sgln key, [NotNullWhen(false)] out Gs1Error? error)
    {
        key = default;
        if (!Gs1Identifier.TryParse(text, out var identifier, out error)) return false;
        key = identifier.Sgln.GetValueOrDefault();
        error = identifier.Sgln is null ? KeyText.WrongKind("location", "(414)…(254)…", identifier.Kind) : null;
        return error is null;
    }

    /// <summary>The bracketed element string: <c>(414)…</c>, and <c>(254)…</c> if there is an extension.</summary>
    public override string ToString() =>
        _extension is null ? $"(414){Gln}" : $"(414){Gln}(254){_extension.Replace("(", "\\(", StringComparison.Ordinal)}";
}
