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

    /// <summary>
    /// Stays within the prefix of the key sought, and asks the family's filter whether there are rows with it; without a prefix extractor it does nothing. An iterator
    /// without this asks no filter and walks all keys in order, whatever their prefixes.
    /// </summary>
    public bool PrefixSameAsStart { get; init; }

    /// <summary>Verifies the checksum of every block read.</summary>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>Puts blocks read into the cache; switch off for large scans.</summary>
    public bool FillCache { get; init; } = true;

    /// <summary>Reads ahead so many bytes; null lets RocksDB decide.</summary>
    public int? ReadAheadBytes { get; init; }
}
