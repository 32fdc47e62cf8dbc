using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>
/// What one scan of a GS1 symbol says: its elements in order, with the keys, lot and dates taken out
/// (GS1 General Specifications, sections 3 and 7.8). Every element is valid by format, check digit and content.
/// </summary>
public sealed class ElementString
{
    /// <summary>The most characters of a text; the largest symbols hold fewer.</summary>
    public const int MaximumLength = 8_192;

    /// <summary>The most elements of a text.</summary>
    public const int MaximumElements = 128;

    /// <summary>The separator that scanners send for FNC1.</summary>
    public const char GroupSeparator = '\u001d';

    private ElementString(IReadOnlyList<Element> elements)
    {
        Elements = elements;
        // Values have passed the checks of their identifiers, so only keys that GS1 never issues remain to be refused.
        if (this["01"] is { } gtin && Keys.Gtin.TryParse(gtin, out var product, out _)) Gtin = product;
        if (this["00"] is { } sscc && Keys.Sscc.TryParse(sscc, out var container, out _)) Sscc = container;
    }

    /// <summary>All elements in the order of the text, each identifier once.</summary>
    public IReadOnlyList<Element> Elements { get; }

    /// <summary>The product (01), or null.</summary>
    public Gtin? Gtin { get; }

    /// <summary>The logistic unit (00), or null.</summary>
    public Sscc? Sscc { get; }

    /// <summary>The serial number (21), or null.</summary>
    public string? Serial => this["21"];

    /// <summary>The lot code (10), or null.</summary>
    public string? Lot => this["10"];

    /// <summary>The unit: product and serial number, or null if one is missing.</summary>
    public Sgtin? Sgtin => Gtin is { } gtin && Serial is { } serial ? new Sgtin(gtin, serial) : null;

    /// <summary>The product and its lot, or null if one is missing.</summary>
    public Lgtin? Lgtin => Gtin is { } gtin && Lot is { } lot ? new Lgtin(gtin, lot) : null;

    /// <summary>The location (414) with its extension (254), or null.</summary>
    public Sgln? Sgln => this["414"] is { } text && Gln.TryParse(text, out var gln, out _) ? new Sgln(gln, this["254"] ?? "") : null;

    /// <summary>The data of an identifier, or null.</summary>
    /// <param name="ai">Two to four digits.</param>
    public string? this[string ai]
    {
        get
        {
            foreach (var element in Elements)
            {
                if (string.Equals(element.Ai, ai, StringComparison.Ordinal)) return element.Value;
            }

            return null;
        }
    }

    /// <summary>The last day of use (17), or that of the expiry date and time (7003); null if neither is given.</summary>
    /// <param name="today">Decides the century of the two-digit year.</param>
    public DateOnly? ExpiryAsOf(DateOnly today)
    {
        var text = this["17"] ?? this["7003"]?[..6];
        return Gs1Date.TryParse(text, today, out var date) ? date : null;
    }

    /// <summary>Reads a raw or bracketed element string.</summary>
    /// <exception cref="Gs1FormatException">Not a valid element string.</exception>
    public static ElementString Parse(string text) =>
        TryParse(text, out var elements, out var error) ? elements : throw new Gs1FormatException(error);

    /// <summary>Reads a raw or bracketed element string.</summary>
    /// <param name="text">
    /// As a scanner sends it: optionally a symbology identifier (<c>]d2</c>, <c>]C1</c>, <c>]Q3</c>, <c>]e0</c>, <c>]J1</c>) and
    /// a leading FNC1, then elements with <see cref="GroupSeparator"/> behind those of variable length. Or as people write it:
    /// <c>(01)…(21)…</c> with <c>\(</c> for an opening bracket in the data.
    /// </param>
    /// <param name="result">The elements, or null.</param>
    /// <param name="error">Why not; the position counts from the start of the text.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ElementString? result, [NotNullWhen(false)] out Gs1Error? error)
    {
        result = null;
        var list = new ElementList();
        error = ElementReader.Read(text ?? "", list);
        if (error is not null) return false;
        result = new(list.Elements);
        return true;
    }

    /// <summary>Joins elements given one by one.</summary>
    /// <param name="elements">Identifiers and data.</param>
    /// <exception cref="Gs1FormatException">An identifier is unknown or repeated, or data is invalid for it.</exception>
    public static ElementString Create(params IEnumerable<Element> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        var list = new ElementList();
        foreach (var element in elements)
        {
            if (list.TryAdd(element.Ai ?? "", element.Value ?? "", 0) is { } error) throw new Gs1FormatException(error);
        }

        if (list.Elements.Count == 0) throw new Gs1FormatException(ElementReader.Nothing());
        return new(list.Elements);
    }

    /// <summary>Checks which elements must, and must not, occur together (General Specifications, section 4.13 and 4.14).</summary>
    /// <remarks>
    /// Reading doesn't ask for it, because the rules hold for all symbols of an item together: a serial number may stand in a
    /// symbol of its own.
    /// </remarks>
    /// <param name="error">The first rule that is broken.</param>
    public bool TryCheckPairings([NotNullWhen(false)] out Gs1Error? error)
    {
        error = ElementPairings.Check(Elements);
        return error is null;
    }

    /// <summary>The data as encoded in a symbol, without the leading FNC1: separators only where the standard wants them.</summary>
    public string ToRaw()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Elements.Count; i++)
        {
            var (ai, value) = Elements[i];
            text.Append(ai).Append(value);
            if (i + 1 < Elements.Count && !AiTable.Find(ai)!.IsPredefined) text.Append(GroupSeparator);
        }

        return text.ToString();
    }

    /// <summary>The bracketed form.</summary>
    public override string ToString() => string.Concat(Elements);
}
