namespace Ledger.Node.Index.Serials;

/// <summary>Which row of the serial index, and what it holds at least: the name under which <see cref="SerialRowRing"/> keeps it.</summary>
/// <param name="Place">Kind, prefix bits and number of the row; below 2^<see cref="PlaceBits"/>.</param>
/// <param name="Version">What follows from the view that a reader took before it read the row; 0 for chunks, which never change.</param>
internal readonly record struct SerialRowKey(ulong Place, ulong Version)
{
    /// <summary>Bits of a place.</summary>
    public const int PlaceBits = 42;

    private const int NumberBits = 32;
    private const int KindShift = 40;
    private const ulong ChunkKind = 1;
    private const ulong YoungKind = 2;
    private const ulong OldKind = 3;

    /// <summary>The key of a chunk.</summary>
    public static SerialRowKey OfChunk(uint chunk) => new((ChunkKind << KindShift) | chunk, 0);

    /// <summary>The key of a bucket.</summary>
    /// <param name="isYoung">Whether it is of the young generation.</param>
    /// <param name="prefixBits">The generation's prefix bits.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="version">See <see cref="SealState.YoungVersionOf"/> and <see cref="SealState.OldVersionOf"/>.</param>
    public static SerialRowKey OfBucket(bool isYoung, int prefixBits, uint prefix, ulong version) =>
        new(((isYoung ? YoungKind : OldKind) << KindShift) | ((ulong)(uint)prefixBits << NumberBits) | prefix, version);
}
