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

    /// <summary>The hash of block 0 where this machine made it itself; null otherwise.</summary>
    Bytes32? GenesisHash => null;

    /// <summary>Whether the chain can be read and written now, and if not, why.</summary>
    ChainHealth Health { get; }

    /// <summary>The newest block that may be followed. Zero until the chain is ready.</summary>
    ulong Head { get; }

    /// <summary>Brings the chain up. Returns when <see cref="Head"/> is known.</summary>
    /// <param name="followFrom">The first block the follower still needs; it and all later ones must be readable afterwards.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task StartAsync(ulong followFrom, CancellationToken cancellationToken);

    /// <summary>Waits until <see cref="Head"/> is beyond a block; returns the new head.</summary>
    /// <exception cref="ChainChangedException">The chain turned out to be another one than was followed.</exception>
    Task<ulong> WaitForHeadAsync(ulong beyond, CancellationToken cancellationToken);

    /// <summary>Reads blocks with their receipts, in order.</summary>
    /// <param name="from">The first block's number.</param>
    /// <param name="count">How many; at most <see cref="ChainLimits.MaxBlocksPerRead"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(ulong from, int count, CancellationToken cancellationToken);

    /// <summary>Reads block 0 without receipts: needed where its header says who seals the others. Like every block it is unverified.</summary>
    Task<ChainBlock> ReadGenesisAsync(CancellationToken cancellationToken) => throw new NotSupportedException("This chain has no seals.");

    /// <summary>Reads the calldata of one transaction: needed for runs only.</summary>
    Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, CancellationToken cancellationToken);

    /// <summary>Reads the calldata of one transaction from whoever tells what it should be.</summary>
    /// <param name="transactionHash">The transaction.</param>
    /// <param name="isRight">Whether calldata has what it should. Others are asked while it has not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is right, else what one of them told.</returns>
    Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, Func<ReadOnlyMemory<byte>, bool> isRight, CancellationToken cancellationToken) =>
        ReadTransactionInputAsync(transactionHash, cancellationToken);

    /// <summary>Tells that what was read cannot be true.</summary>
    /// <param name="teller">Who told it: a <see cref="ChainBlock.Teller"/>.</param>
    /// <param name="reason">What is wrong, for an operator.</param>
    /// <returns>Whether somebody else will be asked the next time.</returns>
    bool Disbelieve(object? teller, string reason) => false;

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
