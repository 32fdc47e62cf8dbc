using System.Diagnostics.CodeAnalysis;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.DigitalLinks;

/// <summary>Uncompressed GS1 Digital Link URIs (GS1 Digital Link Standard: URI Syntax, releases 1.1 to 1.4).</summary>
public static class DigitalLink
{
    /// <summary>What canonical URIs start with.</summary>
    public const string CanonicalStem = "https://id.gs1.org";

    /// <summary>The most characters of a URI.</summary>
    public const int MaximumLength = ElementString.MaximumLength;

    /// <summary>Reads a URI.</summary>
    /// <exception cref="Gs1FormatException">See <see cref="TryParse"/>.</exception>
    public static ElementString Parse(string uri) =>
        TryParse(uri, out var elements, out var error) ? elements : throw new Gs1FormatException(error);

    /// <summary>Reads a URI.</summary>
    /// <param name="uri">
    /// <c>http</c> or <c>https</c>, any host and leading path, then a primary key with its qualifiers in order, then attributes in the
    /// query; query keys that aren't digits are skipped. GTIN-8, -12 and -13 are padded; short names are understood.
    /// </param>
    /// <param name="elements">Primary key, qualifiers and attributes in the order of the URI; or null.</param>
    /// <param name="error">Why not; <see cref="Gs1ErrorCode.DigitalLink"/> if there is no primary key at all.</param>
    public static bool TryParse(string? uri, [NotNullWhen(true)] out ElementString? elements, [NotNullWhen(false)] out Gs1Error? error)
    {
        error = DigitalLinkReader.Read(uri ?? "", out elements);
        if (error is not null) return false;
        if (elements is not null) return true;
        error = new(
            Gs1ErrorCode.DigitalLink, "path", 0, "No primary key is in the path.",
                "Give a URI such as https://id.gs1.org/01/04006381333931/21/ABC.");
        return false;
    }

    /// <summary>Writes elements as a URI; with the default stem in canonical form.</summary>
    /// <param name="elements">One primary key, qualifiers that fit it, and attributes.</param>
    /// <param name="stem">Scheme, host and leading path.</param>
    /// <exception cref="Gs1FormatException">No primary key, or an element that has no place in a Digital Link URI.</exception>
    public static string Format(ElementString elements, string stem = CanonicalStem)
    {
        ArgumentNullException.ThrowIfNull(elements);
        ArgumentNullException.ThrowIfNull(stem);
        return DigitalLinkWriter.Write(elements.Elements, stem);
    }

    /// <summary>The canonical URI of a unit.</summary>
    public static string Format(Sgtin key) => $"{Format(key.Gtin)}/21/{DigitalLinkWriter.Escape(key.Serial)}";

    /// <summary>The canonical URI of a lot.</summary>
    public static string Format(Lgtin key) => $"{Format(key.Gtin)}/10/{DigitalLinkWriter.Escape(key.Lot)}";

    /// <summary>The canonical URI of a product.</summary>
    public static string Format(Gtin key) => $"{CanonicalStem}/01/{key}";

    /// <summary>The canonical URI of a logistic unit.</summary>
    public static string Format(Sscc key) => $"{CanonicalStem}/00/{key}";

    /// <summary>The canonical URI of a location.</summary>
    public static string Format(Sgln key) => key.Extension.Length == 0
        ? $"{CanonicalStem}/414/{key.Gln}"
        : $"{CanonicalStem}/414/{key.Gln}/254/{DigitalLinkWriter.Escape(key.Extension)}";

    /// <summary>Reads a URI that may be one of another kind.</summary>
    /// <param name="uri">Any URI.</param>
    /// <param name="elements">Null if it claims no primary key.</param>
    /// <param name="error">Why the claim is wrong.</param>
    internal static bool TryReadKey(string uri, out ElementString? elements, [NotNullWhen(false)] out Gs1Error? error)
    {
        elements = null;
        error = null;
        if (!DigitalLinkReader.IsWeb(uri, out _)) return true;
        error = DigitalLinkReader.Read(uri, out elements);
        return error is null;
    }
}
