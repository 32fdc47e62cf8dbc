namespace Ledger.Node.Chain;

/// <summary>How deep a block must lie before it is followed.</summary>
/// <param name="Blocks">The number of blocks on top of it.</param>
internal readonly record struct Finality(ulong Blocks)
{
    /// <summary>A block is final as soon as it exists, as in QBFT.</summary>
    public static Finality Immediate => default;

    /// <summary>A block is taken as final once this many lie on top of it.</summary>
    public static Finality Depth(ulong blocks) => new(blocks);

    /// <summary>The newest block that may be followed when another is the newest that exists.</summary>
    public ulong HeadOf(ulong latest) => latest > Blocks ? latest - Blocks : 0;
}
