using System.Diagnostics.CodeAnalysis;
using Ledger.Gs1.DigitalLinks;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Epc;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Identifiers;

/// <summary>
/// A key in any of its ways of writing: EPC URN, Digital Link URI, element string. Two identifiers are equal if they name the
/// same thing, however they were written.
/// </summary>
public sealed class Gs1Identifier : IEquatable<Gs1Identifier>
{
    /// <summary>The most characters of a text.</summary>
    public const int MaximumLength = ElementString.MaximumLength;

    /// <summary>Second elements that, joined with the first, name one thing. The first that is there counts.</summary>
    private static readonly (string Key, string Companion)[] Companions =
        [("01", "21"), ("01", "235"), ("01", "10"), ("414", "254"), ("8006", "21"), ("8006", "10"), ("8010", "8011")];

    private Gs1Identifier(string canonical, Gs1IdentifierKind kind) => (Canonical, Kind) = (canonical, kind);

    /// <summary>What it names.</summary>
    public Gs1IdentifierKind Kind { get; }

    /// <summary>The Digital Link URI in canonical form, without attributes; for what is no GS1 key, the URI as given.</summary>
    public string Canonical { get; }

    /// <summary>The unit, if <see cref="Kind"/> says so.</summary>
    public Sgtin? Sgtin { get; private init; }

    /// <summary>The logistic unit, if <see cref="Kind"/> says so.</summary>
    public Sscc? Sscc { get; private init; }

    /// <summary>The location, if <see cref="Kind"/> says so.</summary>
    public Sgln? Sgln { get; private init; }

    /// <summary>The lot, if <see cref="Kind"/> says so.</summary>
    public Lgtin? Lgtin { get; private init; }

    /// <summary>The product of a unit, lot or class.</summary>
    public Gtin? Gtin { get; private init; }

    /// <summary>Reads an EPC URN, a URI, or an element string.</summary>
    /// <exception cref="Gs1FormatException">See <see cref="TryParse"/>.</exception>
    public static Gs1Identifier Parse(string text) =>
        TryParse(text, out var identifier, out var error) ? identifier : throw new Gs1FormatException(error);

    /// <summary>Reads an EPC URN, a URI, or an element string.</summary>
    /// <param name="text">
    /// <c>urn:epc:…</c>, <c>https://…</c>, or an element string. URIs that don't claim to be a GS1 key are kept as
    /// <see cref="Gs1IdentifierKind.Other"/>; those that claim to be one, and are wrong, are refused.
    /// </param>
    /// <param name="identifier">The identifier, or null.</param>
    /// <param name="error">Why not.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Gs1Identifier? identifier, [NotNullWhen(false)] out Gs1Error? error)
    {
        text ??= "";
        identifier = null;
        if (text.Length > MaximumLength)
        {
            error = new(Gs1ErrorCode.TooMany, "identifier", MaximumLength, "The text is too long.",
                $"Give at most {MaximumLength} characters.");
            return false;
        }

        var scheme = text.IndexOf(':', StringComparison.Ordinal);
        if (scheme <= 0 || !char.IsAsciiLetter(text[0]) || !text.AsSpan(0, scheme).ContainsOnlySchemeCharacters())
        {
            if (!ElementString.TryParse(text, out var scanned, out error)) return false;
            error = ZeroKey(scanned);
            if (error is not null) return false;
            identifier = FromElements(scanned);
            if (identifier is not null) return true;
            error = new(Gs1ErrorCode.KeyKind, "identifier", 0, "The elements name nothing.",
                "Scan a symbol that holds a key, such as (01) or (00).");
            return false;
        }

        ElementString? elements;
        var isRead = text.StartsWith(EpcUrn.Prefix, StringComparison.OrdinalIgnoreCase)
            ? EpcUrnReader.TryRead(text, out elements, out error)
            : DigitalLink.TryReadKey(text, out elements, out error);
        if (error is null && elements is not null) error = ZeroKey(elements);
        if (!isRead || error is not null) return error is null;
        identifier = elements is null ? null : FromElements(elements);
        identifier ??= new(text, Gs1IdentifierKind.Other);
        return true;
    }

    /// <summary>The identifier of a unit.</summary>
    public static Gs1Identifier From(Sgtin key) =>
        new(DigitalLink.Format(key), Gs1IdentifierKind.Sgtin) { Sgtin = key, Gtin = key.Gtin };

    /// <summary>The identifier of a lot.</summary>
    public static Gs1Identifier From(Lgtin key) =>
        new(DigitalLink.Format(key), Gs1IdentifierKind.Lgtin) { Lgtin = key, Gtin = key.Gtin };

    /// <summary>The identifier of a logistic unit.</summary>
    public static Gs1Identifier From(Sscc key) => new(DigitalLink.Format(key), Gs1IdentifierKind.Sscc) { Sscc = key };

    /// <summary>The identifier of a location.</summary>
    public static Gs1Identifier From(Sgln key) => new(DigitalLink.Format(key), Gs1IdentifierKind.Sgln) { Sgln = key };

    /// <summary>The identifier of a product as a class.</summary>
    public static Gs1Identifier From(Gtin key) => new(DigitalLink.Format(key), Gs1IdentifierKind.Gtin) { Gtin = key };

    /// <inheritdoc/>
    public bool Equals(Gs1Identifier? other) => other is not null && string.Equals(Canonical, other.Canonical, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Gs1Identifier);

    /// <inheritdoc/>
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical URI.</summary>
    public override string ToString() => Canonical;

    /// <summary>A key that is valid by its check digit and yet is none, because it has zeros only.</summary>
    private static Gs1Error? ZeroKey(ElementString elements) =>
        (elements["01"] is null || elements.Gtin is not null)
        && (elements["00"] is null || elements.Sscc is not null)
        && (elements["414"] is null || elements.Sgln is not null)
            ? null
            : KeyText.ZeroKey("identifier");

    private static Gs1Identifier? FromElements(ElementString elements)
    {
        if (elements.Sgtin is { } sgtin) return From(sgtin);
        if (elements["235"] is null && elements.Lgtin is { } lgtin) return From(lgtin);
        if (elements["235"] is null && elements.Gtin is { } gtin) return From(gtin);
        if (elements.Sscc is { } sscc) return From(sscc);
        if (elements.Sgln is { } sgln) return From(sgln);
        var key = elements.Elements.FirstOrDefault(e => AiTable.Find(e.Ai)!.Qualifiers is not null);
        if (key.Ai is null) return null;
        var companion = Companions.FirstOrDefault(c => string.Equals(c.Key, key.Ai, StringComparison.Ordinal) && elements[c.Companion] is not null);
        var identity = companion.Key is null
            ? ElementString.Create(key)
            : ElementString.Create(key, new Element(companion.Companion, elements[companion.Companion]!));
        return new(DigitalLink.Format(identity), Gs1IdentifierKind.Other);
    }
}
