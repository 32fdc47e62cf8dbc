using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <summary>Writes a table file outside any database, to be ingested as a whole: the fastest way in for sorted data. Not thread-safe.</summary>
public sealed unsafe class SstFileWriter : IDisposable
{
    private readonly SstFileWriterHandle _handle;

    /// <summary>Opens a new file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Those of the column family it is meant for.</param>
    /// <exception cref="RocksDbException">The file can't be made.</exception>
    public SstFileWriter(string path, ColumnFamilyOptions options)
    {
        _handle = new SstFileWriterHandle(options);
        byte* error = null;
        rocksdb_sstfilewriter_open(_handle.Pointer, path, &error);
        if (error != null) _handle.Dispose();
        NativeError.ThrowIf(error);
    }

    /// <summary>The file's size so far.</summary>
    public long SizeBytes
    {
        get
        {
            ulong size;
            rocksdb_sstfilewriter_file_size(Pointer(), &size);
            return (long)size;
        }
    }

    /// <summary>Adds a key, which must come after those added before.</summary>
    /// <exception cref="RocksDbException">The key is out of order, or writing failed.</exception>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        byte* error = null;
        fixed (byte* keyPointer = key, valuePointer = value)
        {
            rocksdb_sstfilewriter_put(Pointer(), keyPointer, (nuint)key.Length, valuePointer, (nuint)value.Length, &error);
        }

        NativeError.ThrowIf(error);
    }

    /// <summary>Adds the removal of a key, which must come after those added before.</summary>
    /// <exception cref="RocksDbException">The key is out of order, or writing failed.</exception>
    public void Delete(ReadOnlySpan<byte> key)
    {
        byte* error = null;
        fixed (byte* keyPointer = key) rocksdb_sstfilewriter_delete(Pointer(), keyPointer, (nuint)key.Length, &error);
        NativeError.ThrowIf(error);
    }

    /// <summary>Completes the file and syncs it.</summary>
    /// <exception cref="RocksDbException">Nothing was added, or writing failed.</exception>
    public void Finish()
    {
        byte* error = null;
        rocksdb_sstfilewriter_finish(Pointer(), &error);
        NativeError.ThrowIf(error);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private nint Pointer()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return _handle.Pointer;
    }
}
