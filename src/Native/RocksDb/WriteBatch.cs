using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <summary>Changes that are written together: all of them or, after any crash, none. Not thread-safe; reusable after <see cref="Clear"/>.</summary>
public sealed unsafe class WriteBatch : IDisposable
{
    private readonly WriteBatchHandle _handle = new();
    private RocksDatabase? _database;

    /// <summary>The number of changes.</summary>
    public int Count => rocksdb_writebatch_count(Pointer());

    /// <summary>The size of the batch as it goes into the write-ahead log.</summary>
    public long SizeBytes
    {
        get
        {
            nuint length;
            rocksdb_writebatch_data(Pointer(), &length);
            return (long)length;
        }
    }

    /// <summary>Sets a key's value.</summary>
    public void Put(ColumnFamily family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        using var lease = Enter(family);
        fixed (byte* keyPointer = key, valuePointer = value)
        {
            rocksdb_writebatch_put_cf(Pointer(), family.Pointer, keyPointer, (nuint)key.Length, valuePointer, (nuint)value.Length);
        }
    }

    /// <summary>Removes a key, whether or not it exists.</summary>
    public void Delete(ColumnFamily family, ReadOnlySpan<byte> key)
    {
        using var lease = Enter(family);
        fixed (byte* keyPointer = key) rocksdb_writebatch_delete_cf(Pointer(), family.Pointer, keyPointer, (nuint)key.Length);
    }

    /// <summary>Removes every key from <paramref name="start"/> up to, but not including, <paramref name="end"/>, at the cost of one change.</summary>
    public void DeleteRange(ColumnFamily family, ReadOnlySpan<byte> start, ReadOnlySpan<byte> end)
    {
        using var lease = Enter(family);
        fixed (byte* startPointer = start, endPointer = end)
        {
            rocksdb_writebatch_delete_range_cf(Pointer(), family.Pointer, startPointer, (nuint)start.Length, endPointer, (nuint)end.Length);
        }
    }

    /// <summary>Adds bytes that go into the write-ahead log only; they are no change and never in a table file.</summary>
    public void PutLogData(ReadOnlySpan<byte> data)
    {
        fixed (byte* pointer = data) rocksdb_writebatch_put_log_data(Pointer(), pointer, (nuint)data.Length);
    }

    /// <summary>Empties the batch and keeps its memory for the next use.</summary>
    public void Clear()
    {
        rocksdb_writebatch_clear(Pointer());
        _database = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>The native batch, once it is sure that its changes were meant for this database.</summary>
    internal nint PointerFor(RocksDatabase database)
    {
        // A batch holds numbers of column families only: in another database they would mean others.
        if (_database is not null && !ReferenceEquals(_database, database)) throw new ArgumentException("The batch's column families belong to another database.", nameof(database));
        return Pointer();
    }

    private OperationGate.Lease Enter(ColumnFamily family)
    {
        if (_database is not null && !ReferenceEquals(_database, family.Database)) throw new ArgumentException($"The column family '{family.Name}' belongs to another database than those before it.", nameof(family));
        var lease = family.Database.Gate.Enter();
        _database = family.Database;
        return lease;
    }

    private nint Pointer()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return _handle.Pointer;
    }
}
