using System.Runtime.InteropServices;
using Ledger.Native.Loading;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>The C functions of write batches and table files, under their own names (rocksdb/c.h).</summary>
internal static unsafe partial class RocksDbInterop
{
    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_writebatch_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writebatch_destroy(nint batch);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writebatch_clear(nint batch);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial int rocksdb_writebatch_count(nint batch);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial byte* rocksdb_writebatch_data(nint batch, nuint* length);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writebatch_put_cf(nint batch, nint family, byte* key, nuint keyLength, byte* value, nuint valueLength);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writebatch_delete_cf(nint batch, nint family, byte* key, nuint keyLength);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writebatch_delete_range_cf(nint batch, nint family, byte* start, nuint startLength, byte* end, nuint endLength);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writebatch_put_log_data(nint batch, byte* data, nuint length);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_envoptions_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_envoptions_destroy(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_sstfilewriter_create(nint envOptions, nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_sstfilewriter_destroy(nint writer);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void rocksdb_sstfilewriter_open(nint writer, string path, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_sstfilewriter_put(nint writer, byte* key, nuint keyLength, byte* value, nuint valueLength, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_sstfilewriter_delete(nint writer, byte* key, nuint keyLength, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_sstfilewriter_finish(nint writer, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_sstfilewriter_file_size(nint writer, ulong* size);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_ingestexternalfileoptions_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_ingestexternalfileoptions_destroy(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_ingestexternalfileoptions_set_move_files(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_ingest_external_file_cf(nint database, nint family, byte** paths, nuint count, nint options, byte** error);
}
