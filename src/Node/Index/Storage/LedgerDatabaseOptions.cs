namespace Ledger.Node.Index.Storage;

/// <summary>How the node's database is opened.</summary>
internal sealed record LedgerDatabaseOptions
{
    /// <summary>The database's folder; created when missing.</summary>
    public required string FolderPath { get; init; }

    // What most answers need is small, and a byte of it saves more reads than a byte of blocks. A quarter of the cache holds most of it for a hundred million units.
    private const int RowCacheShare = 4;

    // Of the rest, two parts in three are for buckets and chunks, of which every lookup by serial reads one each. The third is what ranges and the writer's own reads have.
    private const int SerialRingParts = 2;
    private const int SerialRingOf = 3;

    /// <summary>The most bytes of blocks and rows kept in memory. Default 256 MiB.</summary>
    public long CacheSizeBytes { get; init; } = 256L << 20;

    /// <summary>The part of the cache that is for rows.</summary>
    public long RowCacheSizeBytes => CacheSizeBytes / RowCacheShare;

    /// <summary>The part of the cache that is for buckets and chunks of serials.</summary>
    public long SerialRingSizeBytes => (CacheSizeBytes - RowCacheSizeBytes) / SerialRingOf * SerialRingParts;

    /// <summary>The part of the cache that is for blocks.</summary>
    public long BlockCacheSizeBytes => CacheSizeBytes - RowCacheSizeBytes - SerialRingSizeBytes;

    /// <summary>The most bytes in memtables of all families together. Default 192 MiB.</summary>
    public long WriteBufferSizeBytes { get; init; } = 192L << 20;

    /// <summary>
    /// Whether a whole index is written that nobody asks meanwhile: then families that the writer itself never reads sort their rows when they are flushed, on
    /// another thread, and not when they are written. Default false. Says nothing about the files: the database may be opened either way afterwards.
    /// </summary>
    public bool IsBulkLoad { get; init; }

    /// <summary>
    /// Free bytes of the disk below which nothing is written. RocksDB refuses every write after it once met a full disk, until it is
    /// reopened, so the node stops before. Default 64 MiB: what flushes of one batch's families can take.
    /// </summary>
    public long ReservedSizeBytes { get; init; } = 64L << 20;
}
