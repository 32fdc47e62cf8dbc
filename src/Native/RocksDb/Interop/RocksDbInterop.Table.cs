using System.Runtime.InteropServices;
using Ledger.Native.Loading;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>The C functions of the block-based table, its filters and its cache, under their own names (rocksdb/c.h).</summary>
internal static unsafe partial class RocksDbInterop
{
    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_block_based_options_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_destroy(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_no_block_cache(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_whole_key_filtering(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_partition_filters(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_cache_index_and_filter_blocks(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_cache_index_and_filter_blocks_with_high_priority(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_pin_top_level_index_and_filter(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_checksum(nint options, sbyte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_format_version(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_index_type(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_data_block_index_type(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_block_restart_interval(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_data_block_hash_ratio(nint options, double value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_block_size(nint options, nuint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_metadata_block_size(nint options, ulong value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_filter_policy(nint options, nint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_block_based_options_set_block_cache(nint options, nint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_filterpolicy_create_bloom_full(double bitsPerKey);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_filterpolicy_create_ribbon(double bitsPerKey);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_filterpolicy_create_ribbon_hybrid(double bitsPerKey, int bloomBeforeLevel);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_cache_create_lru(nuint capacity);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_cache_create_lru_with_strict_capacity_limit(nuint capacity);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_cache_destroy(nint cache);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_cache_set_capacity(nint cache, nuint capacity);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nuint rocksdb_cache_get_capacity(nint cache);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nuint rocksdb_cache_get_usage(nint cache);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nuint rocksdb_cache_get_pinned_usage(nint cache);
}
