namespace Ledger.Native.RocksDb;

/// <summary>How one column family is stored. A property left null keeps the library's default.</summary>
public sealed record ColumnFamilyOptions
{
    /// <summary>The size at which a memtable is flushed; 64 MB by default.</summary>
    public long? WriteBufferSizeBytes { get; init; }

    /// <summary>The most memtables before writes stall; 2 by default.</summary>
    public int? MaximumWriteBuffers { get; init; }

    /// <summary>The compression of all levels but the last.</summary>
    public CompressionKind? Compression { get; init; }

    /// <summary>The compression of the last level, which holds most data.</summary>
    public CompressionKind? BottommostCompression { get; init; }

    /// <summary>The prefix of keys; null means none.</summary>
    public PrefixExtractor? PrefixExtractor { get; init; }

    /// <summary>The part of a memtable spent on a Bloom filter of prefixes or keys, 0 to 0.25; 0 by default.</summary>
    public double? MemtablePrefixBloomSizeRatio { get; init; }

    /// <summary>Puts whole keys into the memtable's filter.</summary>
    public bool? MemtableWholeKeyFiltering { get; init; }

    /// <summary>
    /// Keeps a memtable's rows as they come and sorts them when it is flushed: writing is cheapest, and reading what was not flushed yet sorts all of it. Needs
    /// <see cref="RocksDatabaseOptions.ConcurrentMemtableWrites"/> off.
    /// </summary>
    public bool SortsMemtableWhenFlushed { get; init; }

    /// <summary>
    /// Looks for a row's place in the memtable from where the last one went, and not from the start: cheap where the rows of a write batch come in the order of
    /// their keys, which lie among many others. Without it only a row right behind the last one is found so.
    /// </summary>
    public bool RemembersInsertPlaces { get; init; }

    /// <summary>Leaves filters out of the last level: right when nearly every key looked for exists.</summary>
    public bool? OptimizeFiltersForHits { get; init; }

    /// <summary>The size of a table file on level 1; 64 MB by default.</summary>
    public long? TargetFileSizeBytes { get; init; }

    /// <summary>The size of level 1; 256 MB by default.</summary>
    public long? Level1SizeBytes { get; init; }

    /// <summary>Sizes levels from the last one up, which bounds space amplification.</summary>
    public bool? DynamicLevelSizes { get; init; }

    /// <summary>The number of level-0 files that starts a compaction; 4 by default.</summary>
    public int? Level0CompactionTrigger { get; init; }

    /// <summary>Compacts only when told to.</summary>
    public bool? DisableAutoCompactions { get; init; }

    /// <summary>The table format.</summary>
    public TableOptions Table { get; init; } = new();
}
