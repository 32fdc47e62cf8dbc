namespace Ledger.Native.RocksDb;

/// <summary>How a table file finds its blocks; the numbers are RocksDB's own.</summary>
public enum TableIndexKind
{
    /// <summary>One sorted index, searched by halving. The default.</summary>
    BinarySearch = 0,

    /// <summary>A hash index over prefixes; needs a prefix extractor.</summary>
    HashSearch = 1,

    /// <summary>An index of indexes, so that a large file's index need not be in memory as a whole.</summary>
    TwoLevel = 2,
}
