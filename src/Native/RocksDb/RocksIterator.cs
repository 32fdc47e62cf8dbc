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
    private readonly PrefixFence? _fence;
    private bool _isValid;

    internal RocksIterator(IteratorHandle handle, PrefixFence? fence)
    {
        _handle = handle;
        _fence = fence;
    }

    /// <summary>Tells whether the iterator stands on a key.</summary>
    public bool IsValid => Pointer() != 0 && _isValid;

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
    /// <exception cref="InvalidOperationException">The iterator stays within the prefix of a key sought, and none is.</exception>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool SeekToFirst()
    {
        RequireNoFence();
        rocksdb_iter_seek_to_first(Pointer());
        return Arrive();
    }

    /// <summary>Moves to the last key.</summary>
    /// <exception cref="InvalidOperationException">The iterator stays within the prefix of a key sought, and none is.</exception>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool SeekToLast()
    {
        RequireNoFence();
        rocksdb_iter_seek_to_last(Pointer());
        return Arrive();
    }

    /// <summary>Moves to the first key that is this one or comes after it.</summary>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool Seek(ReadOnlySpan<byte> key)
    {
        _fence?.Set(key);
        fixed (byte* start = key) rocksdb_iter_seek(Pointer(), start, (nuint)key.Length);
        return Arrive();
    }

    /// <summary>Moves to the last key that is this one or comes before it.</summary>
    /// <exception cref="RocksDbException">Reading failed.</exception>
    public bool SeekForPrev(ReadOnlySpan<byte> key)
    {
        _fence?.Set(key);
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
        _isValid = rocksdb_iter_valid(iterator) != 0;
        if (!_isValid)
        {
            byte* error = null;
            rocksdb_iter_get_error(iterator, &error);
            NativeError.ThrowIf(error);
        }
        else if (_fence is not null)
        {
            _isValid = _fence.Contains(Key);
        }

        GC.KeepAlive(this);
        return _isValid;
    }

    private void RequireNoFence()
    {
        if (_fence is not null) throw new InvalidOperationException("An iterator that stays within a prefix has to seek a key.");
    }

    private nint Pointer()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return _handle.Pointer;
    }

    private nint RequireValid()
    {
        var iterator = Pointer();
        return _isValid ? iterator : throw new InvalidOperationException("The iterator stands on no key.");
    }
}
