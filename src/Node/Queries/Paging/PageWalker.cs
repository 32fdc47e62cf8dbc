using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Paging;

/// <summary>Walks rows a page at a time; the position is the last key told.</summary>
internal static class PageWalker
{
    /// <summary>Takes one row; returns whether it counts for the page.</summary>
    public delegate bool Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Walks the rows of a kind whose keys start with a prefix.</summary>
    /// <returns>The next page's token; empty when these were the last.</returns>
    public static string Walk(IndexView view, EntityKind kind, ReadOnlySpan<byte> prefix, PageRequest page, Take take)
    {
        using var rows = view.Iterate(kind, prefix);
        return Walk(view, rows, page, take);
    }

    /// <summary>Walks the rows of an iterator.</summary>
    /// <returns>The next page's token; empty when these were the last.</returns>
    public static string Walk(IndexView view, RocksIterator rows, PageRequest page, Take take)
    {
        var isValid = page.Token is { } token ? SeekAfter(rows, token.Position) : rows.SeekToFirst();
        var last = Array.Empty<byte>();
        for (var taken = 0; isValid; isValid = rows.Next())
        {
            if (taken == page.Size) return page.Next(view.Cursor.Number, last);
            var key = rows.Key.ToArray();
            if (!take(key, rows.Value)) continue;
            taken++;
            last = key;
        }

        return "";
    }

    private static bool SeekAfter(RocksIterator rows, ReadOnlySpan<byte> key) =>
        rows.Seek(key) && (!rows.Key.SequenceEqual(key) || rows.Next());
}
