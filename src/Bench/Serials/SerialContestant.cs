using System.Diagnostics;
using Ledger.Native.RocksDb;

namespace Ledger.Bench.Serials;

/// <summary>A way to store serials, measured in a folder of its own.</summary>
internal abstract class SerialContestant : IDisposable
{
    /// <summary>The product of all units here.</summary>
    protected const ulong Gtin = 9_506_000_134_352;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-bench-").FullName;

    /// <summary>Opens the database.</summary>
    protected SerialContestant(SerialShape shape, IReadOnlyList<ColumnFamilyDescriptor> families)
    {
        Shape = shape;
        Families = families;
        Database = Open();
    }

    /// <summary>The serials.</summary>
    protected SerialShape Shape { get; }

    /// <summary>The open database.</summary>
    protected RocksDatabase Database { get; private set; }

    private IReadOnlyList<ColumnFamilyDescriptor> Families { get; }

    /// <summary>Writes a run; returns the ticks spent on storing it, which leave out making it up.</summary>
    public abstract long WriteRun(uint run, long first, int count);

    /// <summary>Ends writing: seals, flushes, compacts.</summary>
    public virtual void Finish()
    {
        foreach (var family in Families)
        {
            Database.Flush(Database.GetColumnFamily(family.Name));
            Database.CompactRange(Database.GetColumnFamily(family.Name));
        }
    }

    /// <summary>Looks a serial up; true if exactly its unit is found.</summary>
    public abstract bool Find(ReadOnlySpan<byte> serial, long number);

    /// <summary>Bytes of table files.</summary>
    public long SizeBytes() => Families.Sum(family => Database.GetNumberProperty(Database.GetColumnFamily(family.Name), "rocksdb.live-sst-files-size") ?? 0);

    /// <summary>Closes and opens again; gives the seconds that opening took.</summary>
    public double Reopen()
    {
        Database.Dispose();
        var start = Stopwatch.GetTimestamp();
        Database = Open();
        OnOpened();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        OnDisposed();
        Database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Comes after the database was opened again.</summary>
    protected abstract void OnOpened();

    /// <summary>Comes before the database is closed for good.</summary>
    protected virtual void OnDisposed()
    {
    }

    private RocksDatabase Open() => RocksDatabase.Open(Path.Combine(_folder, "db"), new() { Parallelism = 2 }, Families);
}
