using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;

namespace Ledger.Bench.Bulk;

/// <summary>An empty database as a rebuild opens it, in a folder of its own that goes with this object.</summary>
internal sealed class BulkTarget : IDisposable
{
    private readonly BenchFolder _folder = new(null);
    private readonly LedgerDatabase _database;
    private readonly BlockCache _cache = new(0);
    private readonly Dictionary<string, ColumnFamilyOptions> _options;

    /// <summary>Creates it.</summary>
    public BulkTarget()
    {
        _database = LedgerDatabase.Open(new() { FolderPath = Path.Combine(_folder.Path, "db"), IsBulkLoad = true });
        _options = LedgerFamilies.Describe(_cache, isBulkLoad: true).ToDictionary(family => family.Name, family => family.Options, StringComparer.Ordinal);
    }

    /// <summary>The database.</summary>
    public RocksDatabase Rocks => _database.Rocks;

    /// <summary>A path on the database's file system for a table file that will be taken in.</summary>
    /// <param name="name">The file.</param>
    public string TablePath(string name) => Path.Combine(_folder.Path, name);

    /// <summary>The options of a family.</summary>
    public ColumnFamilyOptions OptionsOf(string family) => _options[family];

    /// <summary>Waits until families are in table files and their compactions are done.</summary>
    /// <returns>The size of the files.</returns>
    public long Rest(IReadOnlyList<FamilyRows> families)
    {
        foreach (var family in families) Rocks.Flush(Rocks.GetColumnFamily(family.Name));
        while (families.Any(family => Number(family, "rocksdb.compaction-pending") + Number(family, "rocksdb.num-running-compactions") > 0)) Thread.Sleep(1);
        return families.Sum(family => Number(family, "rocksdb.live-sst-files-size"));
    }

    /// <summary>How many rows a family has, read one by one.</summary>
    public long Count(string family)
    {
        using var rows = Rocks.CreateIterator(Rocks.GetColumnFamily(family), new() { FillCache = false });
        var count = 0L;
        for (var isValid = rows.SeekToFirst(); isValid; isValid = rows.Next()) count++;
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        _cache.Dispose();
        _folder.Dispose();
    }

    private long Number(FamilyRows family, string property) => Rocks.GetNumberProperty(Rocks.GetColumnFamily(family.Name), property) ?? 0;
}
