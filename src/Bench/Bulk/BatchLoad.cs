using Ledger.Native.RocksDb;

namespace Ledger.Bench.Bulk;

/// <summary>Rows by write batches, as a rebuild writes them: one batch for all families, through the log and the memtables.</summary>
internal static class BatchLoad
{
    /// <summary>Writes the rows as a rebuild does.</summary>
    public static long Run(BulkTarget target, IReadOnlyList<FamilyRows> families) => Run(target, families, default);

    /// <summary>Writes the rows past the log: what a kill leaves of them is nothing to go on from.</summary>
    public static long RunWithoutLog(BulkTarget target, IReadOnlyList<FamilyRows> families) => Run(target, families, new(DisableWal: true));

    private static long Run(BulkTarget target, IReadOnlyList<FamilyRows> families, WriteOptions options)
    {
        using var batch = new WriteBatch();
        for (var i = 0; i < families[0].Batches.Count; i++)
        {
            foreach (var rows in families)
            {
                var family = target.Rocks.GetColumnFamily(rows.Name);
                foreach (var row in rows.Batches[i]) batch.Put(family, row.Key, row.Value);
            }

            target.Rocks.Write(batch, options);
            batch.Clear();
        }

        return target.Rest(families);
    }
}
