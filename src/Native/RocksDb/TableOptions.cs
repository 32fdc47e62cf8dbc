namespace Ledger.Native.RocksDb;

/// <summary>The block-based table format. A property left null keeps the library's default.</summary>
public sealed record TableOptions
{
    /// <summary>The uncompressed size of a data block; 4096 by default.</summary>
    public int? BlockSizeBytes { get; init; }

    /// <summary>The cache for blocks; null gives the column family a small one of its own (8 MB, 32 MB from RocksDB 8).</summary>
    public BlockCache? Cache { get; init; }

    /// <summary>Caches no block at all.</summary>
    public bool DisableCache { get; init; }

    /// <summary>The filter; null means none.</summary>
    public KeyFilter? Filter { get; init; }

    /// <summary>Puts whole keys into the filter; true by default. Switch off when only prefixes are looked for.</summary>
    public bool? WholeKeyFiltering { get; init; }

    /// <summary>The format's version; 5 by default, readable since RocksDB 6.6.</summary>
    public int? FormatVersion { get; init; }

    /// <summary>The blocks' checksum.</summary>
    public TableChecksum? Checksum { get; init; }

    /// <summary>Counts index and filter blocks against the cache, so that memory has one bound.</summary>
    public bool? CacheIndexAndFilterBlocks { get; init; }

    /// <summary>Lets data blocks leave the cache before index and filter blocks.</summary>
    public bool? CacheIndexAndFilterBlocksWithHighPriority { get; init; }

    /// <summary>Keeps the index and filter blocks of level 0 in the cache.</summary>
    public bool? PinLevel0IndexAndFilterBlocks { get; init; }

    /// <summary>Keeps the top of partitioned indexes and filters in the cache.</summary>
    public bool? PinTopLevelIndexAndFilter { get; init; }

    /// <summary>Splits filters into partitions; needs <see cref="TableIndexKind.TwoLevel"/>.</summary>
    public bool? PartitionFilters { get; init; }

    /// <summary>The size of a partition of an index or filter.</summary>
    public int? MetadataBlockSizeBytes { get; init; }

    /// <summary>How the file finds its blocks.</summary>
    public TableIndexKind? IndexKind { get; init; }

    /// <summary>Adds a hash index to each data block with this ratio of keys to buckets (0.75 is usual); faster point reads.</summary>
    public double? DataBlockHashRatio { get; init; }

    /// <summary>The number of keys between two that are stored whole; 16 by default.</summary>
    public int? BlockRestartInterval { get; init; }
}
