namespace Ledger.Cli.Output;

/// <summary>Breaks long lines between words.</summary>
internal static class TextWrap
{
    private const int Hanging = 3;

    /// <summary>The lines of a text; later ones are indented like the first, or a little. A word that is longer than a line stays whole.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        if (text.Length <= width) return [text];
        var indent = new string(' ', Math.Max(Hanging, text.Length - text.TrimStart().Length));
        var lines = new List<string>();
        var rest = text;
        while (rest.Length > width)
        {
            var start = rest.Length - rest.TrimStart().Length;
            var cut = rest.LastIndexOf(' ', width, width - start);
            if (cut <= start) cut = rest.IndexOf(' ', width);
            if (cut < 0) break;
            lines.Add(rest[..cut]);
            rest = indent + rest[(cut + 1)..];
        }

        lines.Add(rest);
        return lines;
    }
}
