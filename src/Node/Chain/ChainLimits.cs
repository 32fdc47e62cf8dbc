namespace Ledger.Node.Chain;

/// <summary>Bounds that hold for every chain.</summary>
internal static class ChainLimits
{
    /// <summary>Most blocks in one <see cref="IChain.ReadBlocksAsync"/>.</summary>
    public const int MaxBlocksPerRead = 64;

    /// <summary>Largest raw transaction taken, in bytes: a run's largest serial list (1.5 MiB), signatures and layout with it.</summary>
    public const int MaxTransactionSizeBytes = 2 * 1024 * 1024;

    /// <summary>Largest init code of a creation, in bytes (EIP-3860).</summary>
    public const int MaxInitCodeSizeBytes = 49_152;
}
