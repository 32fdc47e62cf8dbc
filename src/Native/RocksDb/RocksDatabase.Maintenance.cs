using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <content>Upkeep and figures.</content>
public sealed unsafe partial class RocksDatabase
{
    private const byte ForceBottommostCompaction = 2;

    /// <summary>The number of the newest change; grows by one with each.</summary>
    public long LatestSequenceNumber
    {
        get
        {
            using var lease = _gate.Enter();
            return (long)rocksdb_get_latest_sequence_number(_handle.Pointer);
        }
    }

    /// <summary>Writes a column family's memtable to a table file and waits for it.</summary>
    /// <exception cref="RocksDbException">The flush failed.</exception>
    public void Flush(ColumnFamily family)
    {
        using var lease = Enter(family);
        var options = rocksdb_flushoptions_create();
        rocksdb_flushoptions_set_wait(options, 1);
        byte* error = null;
        rocksdb_flush_cf(_handle.Pointer, options, family.Pointer, &error);
        rocksdb_flushoptions_destroy(options);
        NativeError.ThrowIf(error);
    }

    /// <summary>Hands buffered log records to the operating system and, when asked, waits until they are on the device.</summary>
    /// <exception cref="RocksDbException">The flush failed.</exception>
    public void FlushWal(bool sync)
    {
        using var lease = _gate.Enter();
        byte* error = null;
        rocksdb_flush_wal(_handle.Pointer, sync ? (byte)1 : (byte)0, &error);
        NativeError.ThrowIf(error);
    }

    /// <summary>Compacts the keys from start to end, both included, down to the last level, and waits. RocksDB reports no failure here: it stops later writes instead.</summary>
    /// <param name="family">The column family.</param>
    /// <param name="start">The first key; empty means from the first one.</param>
    /// <param name="end">The last key; empty means to the last one.</param>
    public void CompactRange(ColumnFamily family, ReadOnlySpan<byte> start = default, ReadOnlySpan<byte> end = default)
    {
        using var lease = Enter(family);
        var options = rocksdb_compactoptions_create();
        rocksdb_compactoptions_set_bottommost_level_compaction(options, ForceBottommostCompaction);

        // An empty span pins to a null pointer, which is RocksDB's "no bound".
        fixed (byte* startPointer = start, endPointer = end)
        {
            rocksdb_compact_range_cf_opt(_handle.Pointer, family.Pointer, options, startPointer, (nuint)start.Length, endPointer, (nuint)end.Length);
        }

        rocksdb_compactoptions_destroy(options);
    }

    /// <summary>Makes a consistent copy in a new folder, by hard links where the file system allows. Writers go on meanwhile.</summary>
    /// <param name="path">A folder that does not exist, in one that does.</param>
    /// <exception cref="RocksDbException">The copy failed; no folder is left behind.</exception>
    public void CreateCheckpoint(string path)
    {
        using var lease = _gate.Enter();
        byte* error = null;
        var checkpoint = rocksdb_checkpoint_object_create(_handle.Pointer, &error);
        NativeError.ThrowIf(error);
        rocksdb_checkpoint_create(checkpoint, path, 0, &error);
        rocksdb_checkpoint_object_destroy(checkpoint);
        NativeError.ThrowIf(error);
    }

    /// <summary>Reads a property's text, such as <c>rocksdb.stats</c>; null when there is none of that name.</summary>
    public string? GetProperty(ColumnFamily family, string name)
    {
        using var lease = Enter(family);
        return NativeError.TakeText(rocksdb_property_value_cf(_handle.Pointer, family.Pointer, name));
    }

    /// <summary>Reads a property's number, such as <c>rocksdb.estimate-num-keys</c>; null when there is none of that name.</summary>
    public long? GetNumberProperty(ColumnFamily family, string name)
    {
        using var lease = Enter(family);
        ulong value;
        return rocksdb_property_int_cf(_handle.Pointer, family.Pointer, name, &value) == 0 ? (long)value : null;
    }

    /// <summary>The engine's counters and histograms as text; null unless <see cref="RocksDatabaseOptions.CollectStatistics"/> is on.</summary>
    public string? GetStatistics()
    {
        using var lease = _gate.Enter();
        return NativeError.TakeText(rocksdb_options_statistics_get_string(_handle.Options));
    }
}
