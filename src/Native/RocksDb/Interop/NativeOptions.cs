using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>Builds native option objects out of the option records. The caller owns what it gets.</summary>
internal static unsafe class NativeOptions
{
    // The C API has no setter of its own for it. One place is remembered for each first byte of a key.
    private const string InsertPlaces = "memtable_insert_with_hint_prefix_extractor=fixed:1";

    private const long RateLimiterRefillMicroseconds = 100_000;
    private const int RateLimiterFairness = 10;
    private const int HashedDataBlockIndex = 1;

    internal static nint Create(RocksDatabaseOptions database, ColumnFamilyOptions family)
    {
        var options = rocksdb_options_create();
        try
        {
            ApplyDatabase(options, database);
            ApplyLogs(options, database);
            ApplyFamily(options, family);
            return family.RemembersInsertPlaces ? With(options, InsertPlaces) : options;
        }
        catch
        {
            rocksdb_options_destroy(options);
            throw;
        }
    }

    // Takes the options, and gives others back.
    private static nint With(nint options, string setting)
    {
        var changed = rocksdb_options_create();
        byte* error = null;
        rocksdb_get_options_from_string(options, setting, changed, &error);
        try
        {
            NativeError.ThrowIf(error);
        }
        catch
        {
            rocksdb_options_destroy(changed);
            throw;
        }

        rocksdb_options_destroy(options);
        return changed;
    }

    private static void ApplyDatabase(nint options, RocksDatabaseOptions source)
    {
        rocksdb_options_set_create_if_missing(options, Flag(source.CreateIfMissing));
        rocksdb_options_set_create_missing_column_families(options, Flag(source.CreateIfMissing));
        rocksdb_options_set_error_if_exists(options, Flag(source.ErrorIfExists));
        rocksdb_options_set_paranoid_checks(options, Flag(source.ParanoidChecks));
        if (source.MaximumOpenFiles is { } files) rocksdb_options_set_max_open_files(options, files);
        if (source.Parallelism is { } threads)
        {
            rocksdb_options_increase_parallelism(options, threads);
            rocksdb_options_set_max_background_jobs(options, threads);
        }

        if (source.FileOpeningThreads is { } openers) rocksdb_options_set_max_file_opening_threads(options, openers);
        if (source.TotalWriteBufferSizeBytes is { } buffers) rocksdb_options_set_db_write_buffer_size(options, (nuint)buffers);
        if (source.AtomicFlush is { } atomic) rocksdb_options_set_atomic_flush(options, Flag(atomic));
        if (source.PipelinedWrite is { } pipelined) rocksdb_options_set_enable_pipelined_write(options, Flag(pipelined));
        if (source.ConcurrentMemtableWrites is { } concurrent) rocksdb_options_set_allow_concurrent_memtable_write(options, Flag(concurrent));
        if (source.UseFsync is { } fsync) rocksdb_options_set_use_fsync(options, Flag(fsync));
        if (source.DirectReads is { } reads) rocksdb_options_set_use_direct_reads(options, Flag(reads));
        if (source.DirectFlushAndCompaction is { } direct) rocksdb_options_set_use_direct_io_for_flush_and_compaction(options, Flag(direct));
        if (source.SkipStatisticsUpdateOnOpen is { } skip) rocksdb_options_set_skip_stats_update_on_db_open(options, Flag(skip));
        if (source.SkipFileSizeChecksOnOpen is { } sizes) rocksdb_options_set_skip_checking_sst_file_sizes_on_db_open(options, Flag(sizes));
        if (source.BytesPerSync is { } bytes) rocksdb_options_set_bytes_per_sync(options, (ulong)bytes);
        if (source.CollectStatistics) rocksdb_options_enable_statistics(options);
        if (source.RateLimitBytesPerSecond is not { } rate) return;

        var limiter = rocksdb_ratelimiter_create(rate, RateLimiterRefillMicroseconds, RateLimiterFairness);
        rocksdb_options_set_ratelimiter(options, limiter);
        rocksdb_ratelimiter_destroy(limiter); // The options hold a shared pointer by now.
    }

    private static void ApplyLogs(nint options, RocksDatabaseOptions source)
    {
        rocksdb_options_set_wal_recovery_mode(options, (int)source.WalRecoveryMode);
        if (source.MaximumTotalWalSizeBytes is { } total) rocksdb_options_set_max_total_wal_size(options, (ulong)total);
        if (source.WalDirectory is { } directory) rocksdb_options_set_wal_dir(options, directory);
        if (source.WalBytesPerSync is { } bytes) rocksdb_options_set_wal_bytes_per_sync(options, (ulong)bytes);
        rocksdb_options_set_max_log_file_size(options, (nuint)source.InfoLogSizeBytes);
        rocksdb_options_set_info_log_level(options, (int)source.InfoLogLevel);
        rocksdb_options_set_keep_log_file_num(options, (nuint)source.InfoLogFiles);
    }

    private static void ApplyFamily(nint options, ColumnFamilyOptions source)
    {
        if (source.WriteBufferSizeBytes is { } buffer) rocksdb_options_set_write_buffer_size(options, (nuint)buffer);
        if (source.MaximumWriteBuffers is { } buffers) rocksdb_options_set_max_write_buffer_number(options, buffers);
        if (source.Compression is { } compression) rocksdb_options_set_compression(options, (int)compression);
        if (source.BottommostCompression is { } bottommost) rocksdb_options_set_bottommost_compression(options, (int)bottommost);
        if (source.MemtablePrefixBloomSizeRatio is { } ratio) rocksdb_options_set_memtable_prefix_bloom_size_ratio(options, ratio);
        if (source.MemtableWholeKeyFiltering is { } whole) rocksdb_options_set_memtable_whole_key_filtering(options, Flag(whole));
        if (source.SortsMemtableWhenFlushed) rocksdb_options_set_memtable_vector_rep(options);
        if (source.OptimizeFiltersForHits is { } hits) rocksdb_options_set_optimize_filters_for_hits(options, Flag(hits));
        if (source.TargetFileSizeBytes is { } target) rocksdb_options_set_target_file_size_base(options, (ulong)target);
        if (source.Level1SizeBytes is { } level1) rocksdb_options_set_max_bytes_for_level_base(options, (ulong)level1);
        if (source.DynamicLevelSizes is { } dynamicSizes) rocksdb_options_set_level_compaction_dynamic_level_bytes(options, Flag(dynamicSizes));
        if (source.Level0CompactionTrigger is { } trigger) rocksdb_options_set_level0_file_num_compaction_trigger(options, trigger);
        if (source.DisableAutoCompactions is { } manual) rocksdb_options_set_disable_auto_compactions(options, Flag(manual));
        if (source.PrefixExtractor is { } prefix)
        {
            // The options take ownership of the transform.
            rocksdb_options_set_prefix_extractor(
                options,
                prefix.SizeBytes is { } size ? rocksdb_slicetransform_create_fixed_prefix((nuint)size) : rocksdb_slicetransform_create_noop());
        }

        var table = rocksdb_block_based_options_create();
        try
        {
            ApplyTable(table, source.Table);
            rocksdb_options_set_block_based_table_factory(options, table);
        }
        finally
        {
            rocksdb_block_based_options_destroy(table); // The factory copied it.
        }
    }

    private static void ApplyTable(nint table, TableOptions source)
    {
        if (source.BlockSizeBytes is { } size) rocksdb_block_based_options_set_block_size(table, (nuint)size);
        if (source.DisableCache) rocksdb_block_based_options_set_no_block_cache(table, 1);
        source.Cache?.Handle.Use(cache => rocksdb_block_based_options_set_block_cache(table, cache));
        if (source.Filter is { } filter) rocksdb_block_based_options_set_filter_policy(table, CreateFilter(filter));
        if (source.WholeKeyFiltering is { } whole) rocksdb_block_based_options_set_whole_key_filtering(table, Flag(whole));
        if (source.FormatVersion is { } version) rocksdb_block_based_options_set_format_version(table, version);
        if (source.Checksum is { } checksum) rocksdb_block_based_options_set_checksum(table, (sbyte)checksum);
        if (source.CacheIndexAndFilterBlocks is { } index) rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, Flag(index));
        if (source.CacheIndexAndFilterBlocksWithHighPriority is { } high) rocksdb_block_based_options_set_cache_index_and_filter_blocks_with_high_priority(table, Flag(high));
        if (source.PinLevel0IndexAndFilterBlocks is { } level0) rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(table, Flag(level0));
        if (source.PinTopLevelIndexAndFilter is { } top) rocksdb_block_based_options_set_pin_top_level_index_and_filter(table, Flag(top));
        if (source.PartitionFilters is { } partition) rocksdb_block_based_options_set_partition_filters(table, Flag(partition));
        if (source.MetadataBlockSizeBytes is { } metadata) rocksdb_block_based_options_set_metadata_block_size(table, (ulong)metadata);
        if (source.IndexKind is { } kind) rocksdb_block_based_options_set_index_type(table, (int)kind);
        if (source.BlockRestartInterval is { } interval) rocksdb_block_based_options_set_block_restart_interval(table, interval);
        if (source.DataBlockHashRatio is not { } ratio) return;

        rocksdb_block_based_options_set_data_block_index_type(table, HashedDataBlockIndex);
        rocksdb_block_based_options_set_data_block_hash_ratio(table, ratio);
    }

    // The table options take ownership of the policy; 0 is "no filter".
    private static nint CreateFilter(KeyFilter filter) => filter.Kind switch
    {
        KeyFilterKind.Bloom => rocksdb_filterpolicy_create_bloom_full(filter.BitsPerKey),
        KeyFilterKind.Ribbon => rocksdb_filterpolicy_create_ribbon(filter.BitsPerKey),
        KeyFilterKind.RibbonHybrid => rocksdb_filterpolicy_create_ribbon_hybrid(filter.BitsPerKey, filter.BloomBeforeLevel),
        _ => 0,
    };

    private static byte Flag(bool value) => value ? (byte)1 : (byte)0;
}
