using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>The column families of the serial index and how they are stored.</summary>
internal static class SerialIndexFamilies
{
    /// <summary>Chunk number → 64 serials of a run.</summary>
    public const string RunBlob = "run_blob";

    /// <summary>Run → first chunk, count, codec, GTIN.</summary>
    public const string RunOrdinal = "run_ordinal";

    /// <summary>Hash prefix → fingerprints and ordinals; and the seal's state.</summary>
    public const string SerialBucket = "serial_bucket";

    /// <summary>The families to open.</summary>
    /// <param name="cache">The node's block cache.</param>
    public static IReadOnlyList<ColumnFamilyDescriptor> Describe(BlockCache cache) =>
    [
        new(RunBlob, RunBlobOptions(cache)),
        new(RunOrdinal, RunOrdinalOptions(cache)),
        new(SerialBucket, SerialBucketOptions(cache)),
    ];

    private static ColumnFamilyOptions RunBlobOptions(BlockCache cache) => new()
    {
        // Keys only grow, so files never overlap and compaction moves them without rewriting: larger memtables only save files.
        WriteBufferSizeBytes = 32L << 20,

        // Packed serials do not compress and RocksDB then stores the block as it is; text and chunk headers do. LZ4 because a
        // lookup that misses the cache pays for it.
        Compression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        BottommostCompression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        DynamicLevelSizes = true,
        Table = new()
        {
            Cache = cache,

            // A chunk has 0.4 to 1.3 kB. What a lookup does not find in the ring it copies and verifies by the block: half of 4 KiB takes an eighth less time
            // of a whole answer, a quarter no less, and the index grows by 0.04 bytes a unit.
            BlockSizeBytes = 2 << 10,

            // No filter: whoever asks for a chunk got its number from a bucket, so it exists, and files do not overlap.
            // The index stays outside the cache, where each lookup would search for it under a lock: 0.07 bytes a unit.
            CacheIndexAndFilterBlocks = false,

            // Rows are long and keys short: told whole, a key costs three bytes and is found without reading those before it.
            BlockRestartInterval = 1,
            FormatVersion = 5,
        },
    };

    private static ColumnFamilyOptions RunOrdinalOptions(BlockCache cache) => new()
    {
        // One small row for each run; a filter because runs are asked for before it is known that they exist.
        WriteBufferSizeBytes = 4L << 20,
        Compression = CompressionKind.None,
        BottommostCompression = CompressionKind.None,
        Table = new() { Cache = cache, Filter = KeyFilter.Bloom(10), CacheIndexAndFilterBlocks = false, FormatVersion = 5 },
    };

    private static ColumnFamilyOptions SerialBucketOptions(BlockCache cache) => new()
    {
        // A seal writes every bucket once and flushes at its end: large memtables make few level-0 files.
        WriteBufferSizeBytes = 64L << 20,
        MaximumWriteBuffers = 4,

        // Fingerprints and ordinals are as good as random.
        Compression = CompressionKind.None,
        BottommostCompression = CompressionKind.None,

        // Each seal replaces the buckets of the one before, so levels sized from the last one bound the space lost to old ones.
        DynamicLevelSizes = true,
        Table = new()
        {
            Cache = cache,

            // Two buckets a block, for the same reason.
            BlockSizeBytes = 2 << 10,

            // Ten bits a bucket are nothing beside its kilobyte, and spare the upper levels that lack a bucket. The last level
            // needs none: nearly every prefix has its bucket there.
            Filter = KeyFilter.Bloom(10),

            // As in run_blob: an index of 0.06 bytes a unit outside the cache, and keys told whole.
            CacheIndexAndFilterBlocks = false,
            BlockRestartInterval = 1,
            FormatVersion = 5,
        },
        OptimizeFiltersForHits = true,
    };
}
