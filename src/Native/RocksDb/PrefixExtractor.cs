namespace Ledger.Native.RocksDb;

/// <summary>Which part of a key is its prefix, for prefix filters and prefix iteration.</summary>
public readonly record struct PrefixExtractor
{
    private PrefixExtractor(int? sizeBytes) => SizeBytes = sizeBytes;

    /// <summary>The whole key is its own prefix.</summary>
    public static PrefixExtractor Noop => default;

    /// <summary>The prefix's size; null when the whole key counts.</summary>
    public int? SizeBytes { get; }

    /// <summary>The first <paramref name="sizeBytes"/> bytes are the prefix; shorter keys have none.</summary>
    public static PrefixExtractor Fixed(int sizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeBytes);
        return new PrefixExtractor(sizeBytes);
    }
}
