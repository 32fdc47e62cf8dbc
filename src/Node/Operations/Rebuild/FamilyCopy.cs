using Ledger.Native.RocksDb;
using Ledger.Node.Embedded;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Operations.Rebuild;

/// <summary>Copies what no replay could give back: the embedded chain's log, the relay's journal, webhooks, documents, the numbers of alerts, the network.</summary>
internal static class FamilyCopy
{
    private const long MaxBatchSizeBytes = 4L << 20;
    private const int ReadAheadSizeBytes = 1 << 20;

    private static readonly IReadOnlyList<string> Families =
        [BlockLog.ColumnFamilyName, LedgerFamilies.Relay, LedgerFamilies.Webhook, LedgerFamilies.Document, LedgerFamilies.Alert];

    private static ReadOnlySpan<byte> SchemaKey => "schema"u8;

    /// <summary>Copies, and waits until the copy is on the device.</summary>
    /// <param name="source">The old database.</param>
    /// <param name="target">The new one, without an index.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>How many rows were copied.</returns>
    public static ulong Run(LedgerDatabase source, LedgerDatabase target, CancellationToken cancellationToken)
    {
        ulong rows = 0;
        foreach (var name in Families) rows += Copy(source, target, name, static _ => true, cancellationToken);
        rows += Copy(source, target, LedgerFamilies.Meta, static key => !key.SequenceEqual(SchemaKey) && !key.SequenceEqual(IndexCursor.Key), cancellationToken);
        target.Rocks.FlushWal(sync: true);
        return rows;
    }

    private static ulong Copy(LedgerDatabase source, LedgerDatabase target, string name, KeyChoice isWanted, CancellationToken cancellationToken)
    {
        ulong rows = 0;
        var family = target.Rocks.GetColumnFamily(name);
        using var batch = new WriteBatch();
        using var iterator = source.Rocks.CreateIterator(source.Rocks.GetColumnFamily(name), new() { FillCache = false, ReadAheadBytes = ReadAheadSizeBytes });
        for (var isValid = iterator.SeekToFirst(); isValid; isValid = iterator.Next())
        {
            if (!isWanted(iterator.Key)) continue;
            batch.Put(family, iterator.Key, iterator.Value);
            rows++;
            if (batch.SizeBytes < MaxBatchSizeBytes) continue;
            cancellationToken.ThrowIfCancellationRequested();
            target.Rocks.Write(batch);
            batch.Clear();
        }

        if (batch.Count > 0) target.Rocks.Write(batch);
        return rows;
    }

    private delegate bool KeyChoice(ReadOnlySpan<byte> key);
}
