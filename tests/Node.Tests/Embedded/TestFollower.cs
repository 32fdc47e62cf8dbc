using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Node.Tests.Embedded;

/// <summary>Follows a chain from block 1 as the node's follower does: in order, committing what it has read, patient while the chain is
/// away.</summary>
internal sealed class TestFollower : IAsyncDisposable
{
    private readonly IChain _chain;
    private readonly CancellationTokenSource _stopping;
    private readonly List<Bytes32> _hashes = [];
    private readonly List<Bytes32> _transactions = [];
    private readonly AsyncSignal _progressed = new();
    private readonly Task _run;

    public TestFollower(IChain chain, CancellationToken cancellationToken)
    {
        _chain = chain;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _run = Task.Run(FollowAsync, CancellationToken.None);
    }

    public IReadOnlyList<Bytes32> Hashes
    {
        get
        {
            lock (_hashes) return [.. _hashes];
        }
    }

    public IReadOnlyList<Bytes32> Transactions
    {
        get
        {
            lock (_hashes) return [.. _transactions];
        }
    }

    public async Task WaitForTransactionsAsync(int count)
    {
        while (true)
        {
            var progress = _progressed.Next();
            if (Transactions.Count >= count) return;
            await Task.WhenAny(progress, _run).WaitAsync(_stopping.Token);
            if (_run.IsCompleted) await _run;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FollowAsync()
    {
        var next = 1UL;
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            await _chain.WaitForHeadAsync(next - 1, _stopping.Token);
            try
            {
                var blocks = await _chain.ReadBlocksAsync(next, ChainLimits.MaxBlocksPerRead, _stopping.Token);
                foreach (var block in blocks) Commit(block, next++);
            }
            catch (ChainUnavailableException)
            {
                await poll.WaitForNextTickAsync(_stopping.Token);
            }
        }
    }

    private void Commit(ChainBlock block, ulong expected)
    {
        block.Number.ShouldBe(expected);
        block.Header.ComputeHash().ShouldBe(block.ClaimedHash);
        block.Receipts.ShouldAllBe(receipt => receipt.IsSuccess);
        lock (_hashes)
        {
            _hashes.Add(block.ClaimedHash);
            _transactions.AddRange(block.TransactionHashes);
        }

        _chain.Followed(expected);
        _progressed.Pulse();
    }
}
