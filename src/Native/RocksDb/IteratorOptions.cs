namespace Ledger.Native.RocksDb;

/// <summary>What an iterator sees, and how it reads.</summary>
public sealed record IteratorOptions
{
    /// <summary>The first key it may stand on; empty means no bound.</summary>
    public ReadOnlyMemory<byte> LowerBound { get; init; }

    /// <summary>The first key it may not stand on any more; empty means no bound. Bounded scans skip files and deleted ranges.</summary>
    public ReadOnlyMemory<byte> UpperBound { get; init; }

    /// <summary>The state to read; null reads that of the iterator's creation.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>Stays within the prefix of the key sought; without a prefix extractor it does nothing.</summary>
    public bool PrefixSameAsStart { get; init; }

    /// <summary>Ignores prefix filters, so that seeks across prefixes are right although there is a prefix extractor.</summary>
    public bool TotalOrderSeek { get; init; }

    /// <summary>Verifies the checksum of every block read.</summary>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>Puts blocks read into the cache; switch off for large scans.</summary>
    public bool FillCache { get; init; } = true;

    /// <summary>Reads ahead so many bytes; null lets RocksDB decide.</summary>
    public int? ReadAheadBytes { get; init; }
}
