namespace Ledger.Native.RocksDb;

/// <summary>A filter that tells, without reading a block, that a key is not in a table file.</summary>
public readonly record struct KeyFilter
{
    private KeyFilter(KeyFilterKind kind, double bitsPerKey, int bloomBeforeLevel)
    {
        Kind = kind;
        BitsPerKey = bitsPerKey;
        BloomBeforeLevel = bloomBeforeLevel;
    }

    internal KeyFilterKind Kind { get; }

    internal double BitsPerKey { get; }

    internal int BloomBeforeLevel { get; }

    /// <summary>A Bloom filter: 10 bits a key give about 1 % false positives.</summary>
    public static KeyFilter Bloom(double bitsPerKey) => new(KeyFilterKind.Bloom, Checked(bitsPerKey), 0);

    /// <summary>A Ribbon filter: 30 % smaller than the Bloom filter of the same accuracy, slower to build.</summary>
    public static KeyFilter Ribbon(double bloomEquivalentBitsPerKey) => new(KeyFilterKind.Ribbon, Checked(bloomEquivalentBitsPerKey), 0);

    /// <summary>Bloom on levels above <paramref name="bloomBeforeLevel"/>, where files live briefly, and Ribbon from there on.</summary>
    public static KeyFilter RibbonHybrid(double bloomEquivalentBitsPerKey, int bloomBeforeLevel) =>
        new(KeyFilterKind.RibbonHybrid, Checked(bloomEquivalentBitsPerKey), bloomBeforeLevel);

    private static double Checked(double bitsPerKey)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bitsPerKey, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bitsPerKey, 100);
        return bitsPerKey;
    }
}
