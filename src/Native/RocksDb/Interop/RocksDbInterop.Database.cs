using System.Runtime.InteropServices;
using Ledger.Native.Loading;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>The C functions of an open database, under their own names (rocksdb/c.h).</summary>
internal static unsafe partial class RocksDbInterop
{
    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint rocksdb_open_column_families(nint options, string path, int count, byte** names, nint* familyOptions, nint* families, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint rocksdb_open_for_read_only_column_families(nint options, string path, int count, byte** names, nint* familyOptions, nint* families, byte errorIfWalFileExists, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial byte** rocksdb_list_column_families(nint options, string path, nuint* count, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_list_column_families_destroy(byte** list, nuint count);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_close(nint database);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void rocksdb_destroy_db(nint options, string path, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint rocksdb_create_column_family(nint database, nint options, string name, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_drop_column_family(nint database, nint family, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_column_family_handle_destroy(nint family);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_get_pinned_cf(nint database, nint readOptions, nint family, byte* key, nuint keyLength, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    [SuppressGCTransition]
    internal static partial byte* rocksdb_pinnableslice_value(nint slice, nuint* length);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_pinnableslice_destroy(nint slice);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_batched_multi_get_cf(nint database, nint readOptions, nint family, nuint count, byte** keys, nuint* keyLengths, nint* values, byte** errors, byte sortedInput);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_write(nint database, nint writeOptions, nint batch, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_create_snapshot(nint database);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_release_snapshot(nint database, nint snapshot);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial ulong rocksdb_get_latest_sequence_number(nint database);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial byte* rocksdb_property_value_cf(nint database, nint family, string name);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rocksdb_property_int_cf(nint database, nint family, string name, ulong* value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_flush_cf(nint database, nint flushOptions, nint family, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_flush_wal(nint database, byte sync, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_flushoptions_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_flushoptions_destroy(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_flushoptions_set_wait(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_compact_range_cf_opt(nint database, nint family, nint options, byte* start, nuint startLength, byte* end, nuint endLength);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_compactoptions_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_compactoptions_destroy(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_compactoptions_set_bottommost_level_compaction(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_checkpoint_object_create(nint database, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void rocksdb_checkpoint_create(nint checkpoint, string path, ulong logSizeForFlush, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_checkpoint_object_destroy(nint checkpoint);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_free(void* pointer);
}
