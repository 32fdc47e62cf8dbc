using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>Answers from anvil, never from beyond the visible head.</summary>
internal sealed class ChainReader(ChainProgress progress, BlockLog log, ulong chainId)
{
    /// <summary>Reads visible blocks; fewer than asked at the head.</summary>
    /// <exception cref="ChainUnavailableException">The chain process is away.</exception>
    public Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(ulong from, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ChainLimits.MaxBlocksPerRead);
        var session = RequireSession();
        var head = progress.Head.Value;
        if (from > head) return Task.FromResult<IReadOnlyList<ChainBlock>>([]);
        var visible = (int)Math.Min((ulong)count, head - from + 1);
        return ChainAnswers.AskAsync(() => ChainAnswers.ReadBlocksAsync(session.Rpc.Ethereum.Transport, from, visible, cancellationToken));
    }

    /// <summary>Runs a call on the state after the visible head.</summary>
    public Task<ChainCallResult> CallAsync(ChainCall call, CancellationToken cancellationToken)
    {
        var session = RequireNewestState();
        var block = BlockTag.Number(progress.Head.Value);
        return ChainAnswers.AskAsync(() => ChainAnswers.CallAsync(session.Rpc.Ethereum.Transport, call, block, cancellationToken));
    }

    /// <summary>An account's next nonce on the state after the visible head.</summary>
    public Task<ulong> ReadNonceAsync(Address account, CancellationToken cancellationToken)
    {
        var session = RequireNewestState();
        var block = BlockTag.Number(progress.Head.Value);
        return ChainAnswers.AskAsync(() => session.Rpc.Ethereum.GetTransactionCountAsync(account, block, cancellationToken));
    }

    /// <summary>A transaction's calldata, from the block log: it has what anvil has long forgotten.</summary>
    /// <exception cref="KeyNotFoundException">No visible block holds the transaction.</exception>
    public byte[] ReadTransactionInput(Bytes32 hash)
    {
        if (log.FindTransaction(hash) is not { } place || place.Number > progress.Head.Value)
            throw new KeyNotFoundException($"No block holds transaction {hash}.");
        var entry = log.ReadEntry(place.Number) ?? throw new BlockLogException($"The block log lacks block {place.Number}.");
        return TransactionAdmission.ReadInput(entry.Transactions[place.Index], chainId);
    }

    // While the log is replayed, blocks can be followed already, but the state is an old one: a good message would be refused on it for
    // good, and a nonce read from it used twice.
    private AnvilSession RequireNewestState()
    {
        var health = progress.Health;
        return health.State is ChainState.Starting or ChainState.Unavailable
            ? throw ChainAnswers.Unavailable($"The chain's newest state cannot be read yet: {health.Reason}.")
            : RequireSession();
    }

    private AnvilSession RequireSession()
    {
        if (progress.Readable is { } session) return session;
        var health = progress.Health;
        if (health.State is ChainState.Halted) throw new ChainHaltedException(health.Reason ?? "the chain has halted");
        throw ChainAnswers.Unavailable($"The chain cannot be read now: {health.Reason ?? "it is being restarted"}.");
    }
}
