using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Chain;

/// <summary>An EVM chain as the node sees it: blocks to follow, calls to make, raw transactions to send.</summary>
/// <remarks>
/// Two implementations: JSON-RPC endpoints of any EVM client, and the embedded chain, which is the same plus a builder.
/// Blocks come unverified: the follower recomputes header hashes and receipts roots.
/// </remarks>
internal interface IChain : IAsyncDisposable
{
    /// <summary>The EIP-155 chain id.</summary>
    ulong ChainId { get; }

    /// <summary>Whether the chain can be read and written now, and if not, why.</summary>
    ChainHealth Health { get; }

    /// <summary>The newest block that may be followed. Zero until the chain is ready.</summary>
    ulong Head { get; }

    /// <summary>Brings the chain up. Returns when <see cref="Head"/> is known.</summary>
    /// <param name="followFrom">The first block the follower still needs; it and all later ones must be readable afterwards.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task StartAsync(ulong followFrom, CancellationToken cancellationToken);

    /// <summary>Waits until <see cref="Head"/> is beyond a block; returns the new head.</summary>
    Task<ulong> WaitForHeadAsync(ulong beyond, CancellationToken cancellationToken);

    /// <summary>Reads blocks with their receipts, in order.</summary>
    /// <param name="from">The first block's number.</param>
    /// <param name="count">How many; at most <see cref="ChainLimits.MaxBlocksPerRead"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(ulong from, int count, CancellationToken cancellationToken);

    /// <summary>Reads the calldata of one transaction: needed for runs only.</summary>
    Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, CancellationToken cancellationToken);

    /// <summary>Executes a call on the state after the newest block, at a timestamp of the caller's choice.</summary>
    /// <returns>The returned or reverted bytes, told apart.</returns>
    Task<ChainCallResult> CallAsync(ChainCall call, CancellationToken cancellationToken);

    /// <summary>Sends a signed raw transaction. Sending the same bytes again is harmless.</summary>
    /// <returns>The transaction's hash.</returns>
    Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken);

    /// <summary>The next nonce of an account, counting what is pending.</summary>
    Task<ulong> ReadNonceAsync(Address account, CancellationToken cancellationToken);

    /// <summary>Tells the chain how far the follower has committed, so that it may forget and need not run too far ahead.</summary>
    void Followed(ulong blockNumber);
}
