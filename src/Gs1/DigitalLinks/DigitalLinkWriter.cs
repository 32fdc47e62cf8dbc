using System.Text;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Identifiers;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.DigitalLinks;

/// <summary>Writes Digital Link URIs with one way of escaping and one order, so that equal elements give equal URIs.</summary>
internal static class DigitalLinkWriter
{
    public static string Write(IReadOnlyList<Element> elements, string stem)
    {
        var key = elements.FirstOrDefault(e => AiTable.Find(e.Ai)!.Qualifiers is not null);
        if (key.Ai is null) throw Error("path", "No element is a primary key.", "Add a key such as (01), (00) or (414).");
        var qualifiers = Qualifiers(elements, AiTable.Find(key.Ai)!.Qualifiers!);
        var uri = new StringBuilder(stem.TrimEnd('/'));
        Append(uri, key);
        foreach (var qualifier in qualifiers) Append(uri, qualifier);
        var separator = '?';
        foreach (var attribute in elements.Where(e => e != key && !qualifiers.Contains(e)).OrderBy(e => e.Ai, StringComparer.Ordinal))
        {
            if (!AiTable.Find(attribute.Ai)!.Traits.HasFlag(AiTraits.LinkAttribute))
                throw Error($"({attribute.Ai})", $"({attribute.Ai}) has no place behind ({key.Ai}).",
                    "Leave it out, or give the key it belongs to.");
            uri.Append(separator).Append(attribute.Ai).Append('=').Append(Escape(attribute.Value));
            separator = '&';
        }

        return uri.ToString();
    }

    /// <summary>Escapes all but the unreserved characters (RFC 3986, section 2.3).</summary>
    public static string Escape(string text) =>
        PercentEscapes.Encode(text, static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or '~'));

    /// <summary>The qualifiers in order, of the alternative of which most are there.</summary>
    private static List<Element> Qualifiers(IReadOnlyList<Element> elements, string allowed) => allowed
        .Split('|')
        .Select(order => order.Split(',').SelectMany(ai => elements.Where(e => string.Equals(e.Ai, ai, StringComparison.Ordinal))).ToList())
        .MaxBy(found => found.Count)!;

    private static void Append(StringBuilder uri, Element element) =>
        uri.Append('/').Append(element.Ai).Append('/').Append(Escape(element.Value));

    private static Gs1FormatException Error(string field, string message, string cure) =>
        new(new Gs1Error(Gs1ErrorCode.DigitalLink, field, -1, message, cure));
}
