using Ledger.Native.RocksDb;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Operations.Verify;

/// <summary>Compares the rows of two indexes of the same height. A digest tells what a block did; this tells whether what is read is still that.</summary>
internal static class RowComparison
{
    private const int KeyBytesShown = 24;
    private const ulong RowsPerReport = 100_000;
    private const int ReadAheadSizeBytes = 1 << 20;

    // Alerts are numbered as they were found, and buckets are hashed with a key of their own: neither is the same in two indexes.
    private static readonly IReadOnlyList<string> Families =
    [
        LedgerFamilies.Block, LedgerFamilies.Receipt, LedgerFamilies.Event, LedgerFamilies.History, LedgerFamilies.Binding, LedgerFamilies.Past,
        SerialIndexFamilies.RunOrdinal, SerialIndexFamilies.RunBlob, .. LedgerFamilies.Kinds.Select(LedgerFamilies.NameOf),
    ];

    /// <summary>Compares all rows that follow from receipts.</summary>
    /// <param name="kept">The index in question.</param>
    /// <param name="rebuilt">The one that was made from its receipts.</param>
    /// <param name="report">Takes the number of rows compared now and then.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many rows were compared.</returns>
    /// <exception cref="IndexDifferenceException">A row differs; the first one of its family is named.</exception>
    public static ulong Run(RocksDatabase kept, RocksDatabase rebuilt, Action<ulong> report, CancellationToken cancellationToken)
    {
        ulong rows = 0;
        foreach (var name in Families)
        {
            var options = new IteratorOptions { FillCache = false, ReadAheadBytes = ReadAheadSizeBytes };
            using var left = kept.CreateIterator(kept.GetColumnFamily(name), options);
            using var right = rebuilt.CreateIterator(rebuilt.GetColumnFamily(name), options);
            var (hasLeft, hasRight) = (left.SeekToFirst(), right.SeekToFirst());
            for (; hasLeft && hasRight; hasLeft = left.Next(), hasRight = right.Next())
            {
                if (!left.Key.SequenceEqual(right.Key))
                    throw left.Key.SequenceCompareTo(right.Key) < 0 ? Different(name, left.Key, "is one too many") : Different(name, right.Key, "is missing");
                if (!left.Value.SequenceEqual(right.Value)) throw Different(name, left.Key, "differs from what the receipts give");
                if (++rows % RowsPerReport != 0) continue;
                cancellationToken.ThrowIfCancellationRequested();
                report(rows);
            }

            if (hasLeft) throw Different(name, left.Key, "is one too many");
            if (hasRight) throw Different(name, right.Key, "is missing");
        }

        return rows;
    }

    private static IndexDifferenceException Different(string family, ReadOnlySpan<byte> key, string how)
    {
        var shown = Convert.ToHexStringLower(key[..Math.Min(key.Length, KeyBytesShown)]);
        return new($"Family {family}: the row 0x{shown}{(key.Length > KeyBytesShown ? "…" : "")} {how}.");
    }
}
