using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <summary>Walks a column family in the order of its keys' bytes, without a managed allocation. Not thread-safe.</summary>
/// <remarks>
/// Every move returns whether the iterator stands on a key, and throws when it does not because reading failed: an end that was
/// reached by an error is never mistaken for the end of the data. Keeps the database open until disposed.
/// </remarks>
public sealed unsafe class RocksIterator : IDisposable
{
    private readonly IteratorHandle _handle;

    internal RocksIterator(IteratorHandle handle) => _handle = handle;

    /// <summary>Tells whether the iterator stands on a key.</summary>
    public bool IsValid => rocksdb_iter_valid(Pointer()) != 0;

    /// <summary>The key stood on; valid until the next move.</summary>
    /// <exception cref="InvalidOperationException">The iterator stands on no key.</exception>
    public ReadOnlySpan<byte> Key
    {
        get
        {
            var iterator = RequireValid();
            nuint length;
            var start = rocksdb_iter_key(iterator, &length);
            return new ReadOnlySpan<byte>(start, checked((int)length));
        }
    }

    /// <summary>The value stood on; valid until the next move.</summary>
    /// <exception cref="InvalidOperationException">The iterator stands on no key.</exception>
    public ReadOnlySpan<byte> Value
    {
        get
        {
            var iterator = RequireValid();
            nuint length;
            var start = rocksdb_iter_value(iterator, &length);
            return new ReadOnlySpan<byte>(start, checked((int)length));
        }
    }

    /// <summary>Moves to the first key.</summary>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool SeekToFirst()
    {
        rocksdb_iter_seek_to_first(Pointer());
        return Arrive();
    }

    /// <summary>Moves to the last key.</summary>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool SeekToLast()
    {
        rocksdb_iter_seek_to_last(Pointer());
        return Arrive();
    }

    /// <summary>Moves to the first key that is this one or comes after it.</summary>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool Seek(ReadOnlySpan<byte> key)
    {
        fixed (byte* start = key) rocksdb_iter_seek(Pointer(), start, (nuint)key.Length);
        return Arrive();
    }

    /// <summary>Moves to the last key that is this one or comes before it.</summary>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool SeekForPrev(ReadOnlySpan<byte> key)
    {
        fixed (byte* start = key) rocksdb_iter_seek_for_prev(Pointer(), start, (nuint)key.Length);
        return Arrive();
    }

    /// <summary>Moves to the next key.</summary>
    /// <exception cref="InvalidOperationException">The iterator stands on no key.</exception>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool Next()
    {
        rocksdb_iter_next(RequireValid());
        return Arrive();
    }

    /// <summary>Moves to the key before.</summary>
    /// <exception cref="InvalidOperationException">The iterator stands on no key.</exception>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool Prev()
    {
        rocksdb_iter_prev(RequireValid());
        return Arrive();
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private bool Arrive()
    {
        var iterator = Pointer();
        if (rocksdb_iter_valid(iterator) == 0)
        {
            byte* error = null;
            rocksdb_iter_get_error(iterator, &error);
            NativeError.ThrowIf(error);
            return false;
        }

        GC.KeepAlive(this);
        return true;
    }

    private nint Pointer()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return _handle.Pointer;
    }

    private nint RequireValid()
    {
        var iterator = Pointer();
        return rocksdb_iter_valid(iterator) != 0 ? iterator : throw new InvalidOperationException("The iterator stands on no key.");
    }
}
