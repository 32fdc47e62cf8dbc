namespace Ledger.Node.Index.Serials;

/// <summary>The index's sizes. The defaults are measured; tests choose small ones.</summary>
internal sealed record SerialIndexOptions
{
    /// <summary>The most units in memory, sealing ones included. At the default about 50 MB.</summary>
    public int TableCapacity { get; init; } = 2_000_000;

    /// <summary>Units in memory from which on a seal is due. Half the capacity, so that commissioning goes on during a seal.</summary>
    public int SealThreshold { get; init; } = 1_000_000;

    /// <summary>
    /// The most ordinals that are not sealed, and from half of which on a seal is due: what a start reads back at most, also where runs are small (a run of one unit
    /// takes 64 ordinals) or serials equal. At the default half a million chunks.
    /// </summary>
    public ulong MaxUnsealedOrdinals { get; init; } = 32_000_000;

    /// <summary>
    /// Units in the young generation of buckets below which it is not merged into the old one. Above, it may grow with the square
    /// root of the old one. Four seals: up to there one generation is all there is.
    /// </summary>
    public int MinMergeThreshold { get; init; } = 4_000_000;

    /// <summary>The mean number of units in a bucket: some 800 bytes, two or three in a block.</summary>
    public int BucketTarget { get; init; } = 150;

    /// <summary>Buckets that one seal step reads and writes: about 1 MB, so that a step takes a few milliseconds.</summary>
    public int BucketsPerSealStep { get; init; } = 1_024;

    /// <summary>
    /// Bytes of the ring that keeps the buckets and chunks which were read. Null takes what the node's database sets aside; where an index is opened in a database of
    /// its own, that is none, and RocksDB's cache keeps them.
    /// </summary>
    public long? RingSizeBytes { get; init; }
}
