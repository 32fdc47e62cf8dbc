using System.Runtime.InteropServices;
using Ledger.Native.Loading;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>The C functions that set options, under their own names (rocksdb/c.h).</summary>
internal static unsafe partial class RocksDbInterop
{
    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_options_create();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_destroy(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void rocksdb_get_options_from_string(nint options, string settings, nint changed, byte** error);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_create_if_missing(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_create_missing_column_families(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_error_if_exists(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_paranoid_checks(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_use_fsync(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_atomic_flush(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_enable_pipelined_write(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_use_direct_reads(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_use_direct_io_for_flush_and_compaction(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_skip_stats_update_on_db_open(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_skip_checking_sst_file_sizes_on_db_open(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_level_compaction_dynamic_level_bytes(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_memtable_whole_key_filtering(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_max_open_files(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_max_background_jobs(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_max_file_opening_threads(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_wal_recovery_mode(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_info_log_level(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_max_write_buffer_number(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_compression(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_bottommost_compression(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_memtable_vector_rep(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_allow_concurrent_memtable_write(nint options, byte value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_optimize_filters_for_hits(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_disable_auto_compactions(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_level0_file_num_compaction_trigger(nint options, int value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_max_total_wal_size(nint options, ulong value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_wal_bytes_per_sync(nint options, ulong value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_bytes_per_sync(nint options, ulong value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_target_file_size_base(nint options, ulong value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_max_bytes_for_level_base(nint options, ulong value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_db_write_buffer_size(nint options, nuint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_keep_log_file_num(nint options, nuint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_max_log_file_size(nint options, nuint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_write_buffer_size(nint options, nuint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_memtable_prefix_bloom_size_ratio(nint options, double value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_prefix_extractor(nint options, nint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_block_based_table_factory(nint options, nint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_ratelimiter(nint options, nint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_set_env(nint options, nint value);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void rocksdb_options_set_wal_dir(nint options, string value);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_increase_parallelism(nint options, int threads);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_options_enable_statistics(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial byte* rocksdb_options_statistics_get_string(nint options);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_slicetransform_create_fixed_prefix(nuint length);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_slicetransform_create_noop();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_ratelimiter_create(long bytesPerSecond, long refillPeriodMicroseconds, int fairness);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_ratelimiter_destroy(nint limiter);

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial nint rocksdb_create_mem_env();

    [LibraryImport(NativeLibraryCatalog.RocksDb)]
    internal static partial void rocksdb_env_destroy(nint env);
}
