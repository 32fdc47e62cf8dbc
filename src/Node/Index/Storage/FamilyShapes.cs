using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Index.Storage;

/// <summary>Storage options for each shape of family.</summary>
internal static class FamilyShapes
{
    // Ten bits make one read in a hundred touch a block in vain.
    private const double FilterBitsPerKey = 10;

    /// <summary>The options of a shape. The writer puts its rows into batches in the order of their keys.</summary>
    public static ColumnFamilyOptions Options(FamilyShape shape, BlockCache cache) => Plain(shape, cache) with { RemembersInsertPlaces = true };

    private static ColumnFamilyOptions Plain(FamilyShape shape, BlockCache cache) => shape switch
    {
        FamilyShape.Small => Small(cache),
        FamilyShape.Point => Point(cache),
        FamilyShape.Outcome => Outcome(cache),
        FamilyShape.Range => Range(cache),
        FamilyShape.History => History(cache),
        FamilyShape.Sum => Sum(cache),
        _ => Log(cache),
    };

    // There are two dozen of these: small memtables, so that they do not hold old log files back.
    private static ColumnFamilyOptions Small(BlockCache cache) => new()
    {
        WriteBufferSizeBytes = 2L << 20,
        Compression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        BottommostCompression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        Table = Table(cache, KeyFilter.Bloom(FilterBitsPerKey), blockSizeBytes: 4 << 10),
    };

    // Most units have no record, so most lookups of a token end in the filter.
    private static ColumnFamilyOptions Point(BlockCache cache) => new()
    {
        WriteBufferSizeBytes = 16L << 20,
        Compression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        BottommostCompression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        DynamicLevelSizes = true,
        Table = Table(cache, KeyFilter.Bloom(FilterBitsPerKey), blockSizeBytes: 4 << 10),
    };

    // As above, but what is there is seldom read: the last level is worth the slower compression.
    private static ColumnFamilyOptions Outcome(BlockCache cache) => Point(cache) with
    {
        BottommostCompression = CompressionSupport.FirstAvailable(CompressionKind.Zstandard, CompressionKind.Lz4, CompressionKind.Snappy),
    };

    // Rows of one subject, partner or block are much alike, which the last level's compression halves; blocks that are read often are in the cache as they are.
    // Read by seeks within a subject's keys, which a filter of whole keys cannot help.
    private static ColumnFamilyOptions Range(BlockCache cache) => new()
    {
        WriteBufferSizeBytes = 16L << 20,
        Compression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        BottommostCompression = CompressionSupport.FirstAvailable(CompressionKind.Zstandard, CompressionKind.Lz4, CompressionKind.Snappy),
        DynamicLevelSizes = true,
        Table = Table(cache, filter: null, blockSizeBytes: 8 << 10),
    };

    // A trace seeks the stretch of each ancestor, and often there is nothing: a filter of subjects says so without a block. What is there is seldom in the
    // cache when there are many units: half a block is half the work to make it readable.
    private static ColumnFamilyOptions History(BlockCache cache) => Range(cache) with
    {
        PrefixExtractor = PrefixExtractor.Fixed(HistoryRow.SubjectSizeBytes),
        Table = Table(cache, KeyFilter.Bloom(FilterBitsPerKey), blockSizeBytes: 4 << 10) with { WholeKeyFiltering = false },
    };

    // Each lot that reaches a partner asks for a sum that is not there yet, and those that are there lie all over the family: without a filter, and with blocks that take
    // long to open, the writer did nothing else once the family had outgrown its cache.
    private static ColumnFamilyOptions Sum(BlockCache cache) => Point(cache);

    // Keys only grow, so compaction moves files without rewriting them; the last level is worth the slower compression. An event of a trace is read out of its
    // receipt, for which all of a block is decompressed.
    private static ColumnFamilyOptions Log(BlockCache cache) => new()
    {
        WriteBufferSizeBytes = 16L << 20,
        Compression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        BottommostCompression = CompressionSupport.FirstAvailable(CompressionKind.Zstandard, CompressionKind.Lz4, CompressionKind.Snappy),
        DynamicLevelSizes = true,
        Table = Table(cache, filter: null, blockSizeBytes: 8 << 10),
    };

    // Index and filter blocks lie outside the cache: in it, each read searches for them first, under a lock, and an index that does not fit one of the cache's
    // parts beside its blocks is read and opened anew for each. They take 0.9 bytes a unit.
    private static TableOptions Table(BlockCache cache, KeyFilter? filter, int blockSizeBytes) => new()
    {
        Cache = cache,
        Filter = filter,
        BlockSizeBytes = blockSizeBytes,
        CacheIndexAndFilterBlocks = false,
        FormatVersion = 5,
    };
}
