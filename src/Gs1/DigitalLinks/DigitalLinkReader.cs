using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Identifiers;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.DigitalLinks;

/// <summary>Reads Digital Link URIs. System.Uri isn't used, because it rewrites escapes that this must see.</summary>
internal static class DigitalLinkReader
{
    private static readonly string[] Schemes = ["https://", "http://"];

    public static bool IsWeb(string uri, out int authority)
    {
        var scheme = Array.Find(Schemes, s => uri.StartsWith(s, StringComparison.OrdinalIgnoreCase));
        authority = scheme?.Length ?? 0;
        return scheme is not null;
    }

    /// <summary>Reads a URI; the elements are null if its path has no primary key.</summary>
    public static Gs1Error? Read(string uri, out ElementString? elements)
    {
        elements = null;
        if (uri.Length > DigitalLink.MaximumLength)
            return new(Gs1ErrorCode.TooMany, "uri", DigitalLink.MaximumLength, "The URI is too long.",
                $"Give at most {DigitalLink.MaximumLength} characters.");
        if (!IsWeb(uri, out var authority)) return new(Gs1ErrorCode.Uri, "uri", 0, "The URI isn't of http or https.", "Give a web URI.");
        var end = uri.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0 ? hash : uri.Length;
        var query = uri.IndexOf('?', 0, end) is var mark and >= 0 ? mark : end;
        var path = uri.IndexOf('/', authority, query - authority);
        if (path == authority || query == authority)
            return new(Gs1ErrorCode.Uri, "uri", authority, "The host is missing.", "Give a host, such as id.gs1.org.");
        if (path < 0) return null;
        var list = new ElementList();
        var segments = Segments(uri, path, query);
        if (KeyIndex(segments) is not { } key) return null;
        var error = ReadPath(segments, key, list) ?? (query < end ? ReadQuery(uri, query + 1, end, list) : null);
        if (error is not null) return error;
        elements = ElementString.Create(list.Elements);
        return null;
    }

    private static List<(string Text, int Start)> Segments(string uri, int path, int end)
    {
        var segments = new List<(string, int)>();
        for (var start = path + 1; start <= end;)
        {
            var slash = uri.IndexOf('/', start, end - start);
            var stop = slash < 0 ? end : slash;
            segments.Add((uri[start..stop], start));
            start = stop + 1;
        }

        // A slash at the end adds nothing.
        if (segments.Count > 0 && segments[^1].Item1.Length == 0) segments.RemoveAt(segments.Count - 1);
        return segments;
    }

    /// <summary>Finds the primary key: the last segment with an identifier that may be one, pairs being counted from the end.</summary>
    private static int? KeyIndex(List<(string Text, int Start)> segments)
    {
        for (var i = segments.Count - 2; i >= 0; i -= 2)
        {
            if (AiTable.Find(ShortNames.Resolve(segments[i].Text)) is not { } definition) return null;
            if (definition.Qualifiers is not null) return i;
        }

        return null;
    }

    private static Gs1Error? ReadPath(List<(string Text, int Start)> segments, int key, ElementList list)
    {
        var qualifiers = new List<string>();
        for (var i = key; i + 1 < segments.Count; i += 2)
        {
            var ai = ShortNames.Resolve(segments[i].Text);
            if (i > key) qualifiers.Add(ai);
            var (text, start) = segments[i + 1];
            if (Add(list, ai, text, start) is { } error) return error;
        }

        var allowed = AiTable.Find(ShortNames.Resolve(segments[key].Text))!.Qualifiers!;
        return qualifiers.Count == 0 || allowed.Split('|').Any(order => IsOrderedPart(qualifiers, order.Split(',')))
            ? null
            : new(
                Gs1ErrorCode.DigitalLink,
                "path",
                segments[key].Start,
                "The qualifiers don't belong to the primary key, or are out of order.",
                allowed.Length == 0 ? "This key takes no qualifiers." : $"Give them in the order {allowed}.");
    }

    private static Gs1Error? ReadQuery(string uri, int start, int end, ElementList list)
    {
        while (start < end)
        {
            var stop = uri.AsSpan(start, end - start).IndexOfAny('&', ';') is var length and >= 0 ? start + length : end;
            var equal = uri.IndexOf('=', start, stop - start);
            if (equal > start)
            {
                var name = ShortNames.Resolve(uri[start..equal]);
                if (name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && ReadAttribute(list, name, uri, start, equal + 1, stop) is { } error)
                    return error;
            }

            start = stop + 1;
        }

        return null;
    }

    private static Gs1Error? ReadAttribute(ElementList list, string ai, string uri, int nameStart, int valueStart, int end)
    {
        if (AiTable.Find(ai) is not { } definition) return ElementList.Unknown(ai, nameStart);
        return definition.Traits.HasFlag(AiTraits.LinkAttribute)
            ? Add(list, ai, uri[valueStart..end], valueStart)
            : new(Gs1ErrorCode.DigitalLink, $"({ai})", nameStart, $"({ai}) must not be in the query.",
                "Put it into the path behind its key.");
    }

    private static Gs1Error? Add(ElementList list, string ai, string text, int start)
    {
        if (!PercentEscapes.TryDecode(text, $"({ai})", out var value, out var error)) return error.At(start);
        if (ai is "01" && value.Length is 8 or 12 or 13) value = value.PadLeft(Gtin.DigitCount, '0');
        // Escapes and padding shift places, so the start of the segment is named where they do.
        return list.TryAdd(ai, value, start) is { } wrong
            ? value.Length == text.Length ? wrong : wrong with { Position = start }
            : null;
    }

    private static bool IsOrderedPart(List<string> found, string[] order)
    {
        var next = 0;
        foreach (var ai in found)
        {
            next = Array.IndexOf(order, ai, next) + 1;
            if (next == 0) return false;
        }

        return true;
    }
}
