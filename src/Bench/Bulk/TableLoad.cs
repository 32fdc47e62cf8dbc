using Ledger.Native.RocksDb;

namespace Ledger.Bench.Bulk;

/// <summary>Rows as finished tables, past log and memtable: each family on a thread of its own, so that none waits for another.</summary>
internal static class TableLoad
{
    // As large as the files of RocksDB's own compactions.
    private const long OrderedTableSizeBytes = 64L << 20;

    /// <summary>Writes families whose keys come in order: one table after another, each as large as tables become, and compressed as in the last level, where they go and stay.</summary>
    public static long RunOrdered(BulkTarget target, IReadOnlyList<FamilyRows> families)
    {
        Parallel.ForEach(families, family =>
        {
            using var tables = new Tables(target, family, target.OptionsOf(family.Name));
            foreach (var row in family.Batches.SelectMany(rows => rows)) tables.Add(row, OrderedTableSizeBytes);
            tables.Finish();
        });
        return target.Rest(families);
    }

    /// <summary>
    /// Writes families whose keys come in no order: as many batches as the family's memtable would hold are sorted into a table. Their keys overlap, so they are
    /// compacted as flushed ones are, and are compressed like them.
    /// </summary>
    public static long RunUnordered(BulkTarget target, IReadOnlyList<FamilyRows> families)
    {
        Parallel.ForEach(families, family =>
        {
            using var tables = new Tables(target, family, target.OptionsOf(family.Name) with { BottommostCompression = null });
            var (gathered, size) = (new List<BulkRow>(), 0L);
            var most = target.OptionsOf(family.Name).WriteBufferSizeBytes ?? throw new InvalidOperationException($"'{family.Name}' has memtables of no size.");
            foreach (var rows in family.Batches)
            {
                gathered.AddRange(rows);
                size += rows.Sum(row => (long)row.Key.Length + row.Value.Length);
                if (size < most) continue;
                Write(tables, gathered);
                size = 0;
            }

            Write(tables, gathered);
        });
        return target.Rest(families);
    }

    private static void Write(Tables tables, List<BulkRow> rows)
    {
        rows.Sort((left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        foreach (var row in rows) tables.Add(row, long.MaxValue);
        tables.Finish();
        rows.Clear();
    }

    /// <summary>The tables of one family, one open at a time.</summary>
    private sealed class Tables(BulkTarget target, FamilyRows family, ColumnFamilyOptions options) : IDisposable
    {
        private SstFileWriter? _open;
        private string _path = "";
        private int _count;

        public void Add(BulkRow row, long mostSizeBytes)
        {
            if (_open is null)
            {
                _path = target.TablePath($"{family.Name}-{_count++}.sst");
                _open = new(_path, options);
            }

            _open.Put(row.Key, row.Value);
            if (_open.SizeBytes >= mostSizeBytes) Finish();
        }

        public void Finish()
        {
            if (_open is null) return;
            _open.Finish();
            _open.Dispose();
            _open = null;
            target.Rocks.IngestExternalFiles(target.Rocks.GetColumnFamily(family.Name), [_path]);
        }

        public void Dispose() => _open?.Dispose();
    }
}
