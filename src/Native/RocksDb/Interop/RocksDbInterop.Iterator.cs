using System.Runtime.InteropServices;
using Ledger.Native.Loading;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>The C functions of iterators and of read and write options, under their own names (rocksdb/c.h).</summary>
internal static unsafe partial class RocksDbInterop
{
    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_readoptions_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_readoptions_destroy(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_readoptions_set_verify_checksums(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_readoptions_set_fill_cache(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_readoptions_set_total_order_seek(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_readoptions_set_readahead_size(nint options, nuint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_readoptions_set_snapshot(nint options, nint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_readoptions_set_iterate_lower_bound(nint options, byte* key, nuint keyLength);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_readoptions_set_iterate_upper_bound(nint options, byte* key, nuint keyLength);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_writeoptions_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writeoptions_destroy(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writeoptions_set_sync(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_writeoptions_disable_WAL(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_create_iterator_cf(nint database, nint readOptions, nint family);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_iter_destroy(nint iterator);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    [SuppressGCTransition]
    internal static partial byte rocksdb_iter_valid(nint iterator);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_iter_seek_to_first(nint iterator);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_iter_seek_to_last(nint iterator);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_iter_seek(nint iterator, byte* key, nuint keyLength);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_iter_seek_for_prev(nint iterator, byte* key, nuint keyLength);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_iter_next(nint iterator);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_iter_prev(nint iterator);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    [SuppressGCTransition]
    internal static partial byte* rocksdb_iter_key(nint iterator, nuint* length);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial byte* rocksdb_iter_value(nint iterator, nuint* length);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_iter_get_error(nint iterator, byte** error);
}
