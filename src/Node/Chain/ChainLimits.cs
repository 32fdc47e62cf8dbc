namespace Ledger.Node.Chain;

/// <summary>Bounds that hold for every chain.</summary>
internal static class ChainLimits
{
    /// <summary>Most blocks in one <see cref="IChain.ReadBlocksAsync"/>.</summary>
    public const int MaxBlocksPerRead = 64;

    /// <summary>Largest raw transaction taken, in bytes: what geth and Besu take into their pools.</summary>
    public const int MaxTransactionSizeBytes = 128 * 1024;

    /// <summary>Largest init code of a creation, in bytes (EIP-3860).</summary>
    public const int MaxInitCodeSizeBytes = 49_152;
}
