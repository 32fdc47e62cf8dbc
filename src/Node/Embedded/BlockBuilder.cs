namespace Ledger.Node.Embedded;

/// <summary>Makes blocks while there is work: log, submit, mine, compare, seal, and only then show.</summary>
internal sealed class BlockBuilder(
    EmbeddedChainOptions options,
    TransactionPool pool,
    BlockLog log,
    BlockMiner miner,
    DiskPatience disk,
    Snapshotter snapshotter,
    ChainProgress progress,
    IFaultInjector faults,
    TimeProvider timeProvider)
{
    private readonly BlockPace _pace = new(TimeSpan.FromMilliseconds(options.MinBlockIntervalMilliseconds), timeProvider);

    /// <summary>Builds until the process ends or something differs.</summary>
    /// <exception cref="AnvilEndedException">The process has ended.</exception>
    /// <exception cref="ChainDifferenceException">A block is not its entry's.</exception>
    public async Task BuildAsync(AnvilSession session, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = CancelAfterAsync(session.Process.Exited, ended);
        try
        {
            await snapshotter.TakeIfDueAsync(session, ended.Token);
            while (true)
            {
                await WaitForWorkAsync(session, ended.Token);
                await _pace.WaitAsync(ended.Token);
                await progress.WaitForFollowerAsync(log.Last + 1, ended.Token);
                var transactions = pool.Take(options.BlockGasLimit, options.MaxTransactionsPerBlock);
                await BuildBlockAsync(session, transactions, ended.Token);
                await snapshotter.TakeIfDueAsync(session, ended.Token);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AnvilEndedException(
                $"The chain process {session.Process.ProcessId} has ended. {session.Process.LastErrors()}", exception);
        }
        finally
        {
            await ended.CancelAsync();
            await watch;
        }
    }

    private static async Task CancelAfterAsync(Task exited, CancellationTokenSource ended)
    {
        try
        {
            await exited.WaitAsync(ended.Token);
            await ended.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Nobody builds any more.
        }
    }

    private async Task WaitForWorkAsync(AnvilSession session, CancellationToken cancellationToken)
    {
        while (snapshotter.DueIn is { } dueIn)
        {
            using var due = new CancellationTokenSource(dueIn, timeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, due.Token);
            try
            {
                await pool.WaitForWorkAsync(either.Token);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                await snapshotter.TakeIfDueAsync(session, cancellationToken);
            }
        }

        await pool.WaitForWorkAsync(cancellationToken);
    }

    private async Task BuildBlockAsync(AnvilSession session, IReadOnlyList<PendingTransaction> transactions, CancellationToken cancellationToken)
    {
        var entry = new BlockLogEntry(log.Last + 1, NextTimestamp(), [.. transactions.Select(transaction => transaction.Raw)]);
        faults.At(FaultPoint.EntryBuilt, entry.Number);
        await disk.WriteAsync(Append, cancellationToken);
        faults.At(FaultPoint.EntrySynced, entry.Number);
        _pace.Start();
        var hash = await miner.MineAsync(session.Rpc, entry, cancellationToken);
        _pace.Finish();
        await disk.WriteAsync(() => log.Seal(entry.Number, hash), cancellationToken);
        faults.At(FaultPoint.HashSynced, entry.Number);
        // Who sees the new head finds room in the pool.
        pool.Settle();
        progress.Reach(session, entry.Number);
        snapshotter.Observe(entry);
        faults.At(FaultPoint.HeadMoved, entry.Number);

        void Append()
        {
            faults.At(FaultPoint.EntryWriting, entry.Number);
            log.Append(entry, [.. transactions.Select(transaction => transaction.Hash)]);
        }
    }

    // Time may be set back on the machine, but not on the chain.
    private ulong NextTimestamp()
    {
        var parent = log.Last == 0 ? log.ReadGenesis()!.TimestampSeconds : log.ReadEntry(log.Last)!.TimestampSeconds;
        var now = (ulong)timeProvider.GetUtcNow().ToUnixTimeSeconds();
        return Math.Max(parent, now);
    }
}
