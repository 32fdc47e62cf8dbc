using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>What the parts of the embedded chain tell each other and the outside: how far it is, how it is, and whom to ask.
/// Thread-safe.</summary>
/// <param name="maxBlocksAhead">Blocks beyond the follower that may exist.</param>
internal sealed class ChainProgress(int maxBlocksAhead)
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChainHealth _health = ChainHealth.Starting("the chain process is being started");
    private AnvilSession? _readable;

    /// <summary>The newest block that anyone may see.</summary>
    public BlockHeight Head { get; } = new();

    /// <summary>The newest block that the follower has committed.</summary>
    public BlockHeight Followed { get; } = new();

    /// <summary>How the chain is.</summary>
    public ChainHealth Health
    {
        get => Volatile.Read(ref _health);
        set => Volatile.Write(ref _health, value);
    }

    /// <summary>The anvil that stands at <see cref="Head"/> or beyond; null while there is none.</summary>
    public AnvilSession? Readable
    {
        get => Volatile.Read(ref _readable);
        set => Volatile.Write(ref _readable, value);
    }

    /// <summary>Completes when the first start has come as far as it can; fails when it cannot.</summary>
    public Task Started => _started.Task;

    /// <summary>The first start has come as far as it can.</summary>
    public void ReportStarted() => _started.TrySetResult();

    /// <summary>The first start has failed. Afterwards this changes nothing.</summary>
    public void ReportStartFailed(Exception exception) => _started.TrySetException(exception);

    /// <summary>Makes a block visible.</summary>
    /// <param name="session">The anvil that stands at it.</param>
    /// <param name="number">The block's number.</param>
    public void Reach(AnvilSession session, ulong number)
    {
        if (number < Head.Value) return;
        Readable = session;
        Head.Raise(number);
    }

    /// <summary>Waits until a block is not too far ahead of the follower, which must read blocks before anvil forgets them.</summary>
    public async Task WaitForFollowerAsync(ulong number, CancellationToken cancellationToken)
    {
        if (number <= (ulong)maxBlocksAhead || Followed.Value >= number - (ulong)maxBlocksAhead) return;
        ReportStarted();
        await Followed.WaitAboveAsync(number - (ulong)maxBlocksAhead - 1, cancellationToken);
    }
}
