using System.Runtime.InteropServices;
using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <content>Writing.</content>
public sealed unsafe partial class RocksDatabase
{
    /// <summary>Writes a batch: all its changes or none, also after a crash.</summary>
    /// <param name="batch">The changes; may be cleared and used again afterwards.</param>
    /// <param name="options">How they reach the disk.</param>
    /// <exception cref="RocksDbException">Nothing was written; <see cref="RocksDbErrorKind.NoSpace"/> when the device is full.</exception>
    public void Write(WriteBatch batch, WriteOptions options = default)
    {
        using var lease = _gate.Enter();
        byte* error = null;
        rocksdb_write(_handle.Pointer, _handle.WriteOptionsFor(options), batch.PointerFor(this), &error);
        GC.KeepAlive(batch);
        NativeError.ThrowIf(error);
    }

    /// <summary>Sets one key's value.</summary>
    /// <exception cref="RocksDbException">Nothing was written.</exception>
    public void Put(ColumnFamily family, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, WriteOptions options = default)
    {
        using var batch = new WriteBatch();
        batch.Put(family, key, value);
        Write(batch, options);
    }

    /// <summary>Removes one key, whether or not it exists.</summary>
    /// <exception cref="RocksDbException">Nothing was written.</exception>
    public void Delete(ColumnFamily family, ReadOnlySpan<byte> key, WriteOptions options = default)
    {
        using var batch = new WriteBatch();
        batch.Delete(family, key);
        Write(batch, options);
    }

    /// <summary>Takes finished table files (see <see cref="SstFileWriter"/>) into a column family, all or none.</summary>
    /// <param name="family">The column family.</param>
    /// <param name="paths">The files; their key ranges must not overlap.</param>
    /// <param name="move">Moves the files instead of copying them; they must be on the same file system.</param>
    /// <exception cref="RocksDbException">Nothing was taken in.</exception>
    public void IngestExternalFiles(ColumnFamily family, IReadOnlyList<string> paths, bool move = true)
    {
        using var lease = Enter(family);
        var options = rocksdb_ingestexternalfileoptions_create();
        var names = new nint[paths.Count];
        try
        {
            rocksdb_ingestexternalfileoptions_set_move_files(options, move ? (byte)1 : (byte)0);
            for (var index = 0; index < names.Length; index++) names[index] = Marshal.StringToCoTaskMemUTF8(paths[index]);
            byte* error = null;
            fixed (nint* pointer = names) rocksdb_ingest_external_file_cf(_handle.Pointer, family.Pointer, (byte**)pointer, (nuint)names.Length, options, &error);
            NativeError.ThrowIf(error);
        }
        finally
        {
            foreach (var name in names) Marshal.FreeCoTaskMem(name);
            rocksdb_ingestexternalfileoptions_destroy(options);
        }
    }
}
