namespace Ledger.Node.Relay;

/// <summary>Sets gas limits from what a probe measured. What is not used costs nothing: there is no gas price.</summary>
internal static class RelayGas
{
    // The state can change between the probe and the block: new holders, new lots, another path.
    private const ulong Margin = 60_000;

    // What the Relay contract keeps back for each item, and its loop.
    private const ulong ItemOverhead = 70_000;
    private const ulong BatchOverhead = 60_000;

    /// <summary>The limit of a call that takes the given gas.</summary>
    public static ulong CallLimit(ulong measured) => measured + (measured / 4) + Margin;

    /// <summary>The limit of a batch, without the transaction's own cost.</summary>
    /// <param name="itemLimits">The limits of its items.</param>
    /// <param name="dataSizeBytes">The size of its calldata, which the Relay contract copies to memory.</param>
    public static ulong BatchLimit(IEnumerable<ulong> itemLimits, int dataSizeBytes)
    {
        // Memory costs 3 gas a word and the square of the words over 512 (yellow paper, appendix G); data may be copied twice.
        var words = 2 * (((ulong)dataSizeBytes / 32) + 64);
        return BatchOverhead + (6 * words) + (words * words / 512) + itemLimits.Aggregate(0UL, (sum, limit) => sum + limit + (limit / 63) + ItemOverhead);
    }
}
