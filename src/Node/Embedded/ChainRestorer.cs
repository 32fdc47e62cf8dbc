using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>Brings a fresh anvil to the end of the block log: the newest usable snapshot, then the tail, every hash checked.</summary>
internal sealed class ChainRestorer(
    AnvilStarter starter,
    BlockLog log,
    SnapshotStore snapshots,
    Snapshotter snapshotter,
    BlockMiner miner,
    DiskPatience disk,
    ChainProgress progress,
    IFaultInjector faults,
    ILogger logger)
{
    /// <summary>Starts anvil and replays. Blocks become visible as they are reached.</summary>
    /// <exception cref="ChainHaltedException">Even from genesis the log's blocks do not come out.</exception>
    public async Task<AnvilSession> RestoreAsync(CancellationToken cancellationToken)
    {
        // Blocks up to a snapshot's have no receipts here that the follower could still need.
        var newestUseful = progress.Followed.Value;
        foreach (var number in snapshots.List().Where(number => number <= newestUseful))
        {
            if (await TryRestoreFromAsync(number, cancellationToken) is { } session) return session;
            snapshots.SetAside(number);
        }

        return await RestoreFromGenesisAsync(cancellationToken);
    }

    private async Task<AnvilSession?> TryRestoreFromAsync(ulong number, CancellationToken cancellationToken)
    {
        if (snapshots.Read(number) is not { } snapshot)
        {
            logger.LogWarning("The snapshot of block {Number} is torn or damaged: it is set aside.", number);
            return null;
        }

        if (log.ReadHash(number) is not { } hash || hash != snapshot.Hash)
        {
            logger.LogWarning("The snapshot of block {Number} is of another chain than the block log: it is set aside.", number);
            return null;
        }

        var session = await starter.StartAsync(cancellationToken);
        try
        {
            await LoadAsync(session, snapshot, cancellationToken);
            await ReplayAsync(session, number, cancellationToken);
            return session;
        }
        catch (ChainDifferenceException exception)
        {
            logger.LogWarning(exception, "The snapshot of block {Number} leads to other blocks than the block log: it is set aside.", number);
            await LeaveAsync(session);
            return null;
        }
        catch
        {
            await LeaveAsync(session);
            throw;
        }
    }

    private async Task<AnvilSession> RestoreFromGenesisAsync(CancellationToken cancellationToken)
    {
        var session = await starter.StartAsync(cancellationToken);
        try
        {
            await ReplayAsync(session, 0, cancellationToken);
            return session;
        }
        catch (ChainDifferenceException exception)
        {
            await LeaveAsync(session);
            throw new ChainHaltedException(
                $"The block log does not replay: {exception.Message} Restore a backup of this data folder.", exception);
        }
        catch
        {
            await LeaveAsync(session);
            throw;
        }
    }

    private static async Task LoadAsync(AnvilSession session, StateSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.GenesisHash != session.GenesisHash) throw new ChainDifferenceException("The snapshot has another genesis.");
        try
        {
            await session.Rpc.LoadStateAsync(snapshot.State, cancellationToken);
        }
        catch (JsonRpcErrorException exception)
        {
            throw new ChainDifferenceException($"anvil does not load the snapshot: {exception.NodeMessage}", exception);
        }

        var head = await session.Rpc.Ethereum.GetBlockAsync(BlockTag.Latest, fullTransactions: false, cancellationToken);
        if (head is null || head.Header.Number != snapshot.Number || head.Hash != snapshot.Hash)
            throw new ChainDifferenceException(
                $"After loading the snapshot of block {snapshot.Number} anvil stands at block {head?.Header.Number}.");
    }

    private async Task ReplayAsync(AnvilSession session, ulong after, CancellationToken cancellationToken)
    {
        snapshotter.Restart();
        if (!progress.Started.IsCompleted) progress.Health = ChainHealth.Starting($"blocks {after + 1} to {log.Last} are being replayed");
        progress.Reach(session, after);
        for (var number = after + 1; number <= log.Last; number++)
        {
            await progress.WaitForFollowerAsync(number, cancellationToken);
            var entry = log.ReadEntry(number) ?? throw new ChainHaltedException(
                $"The block log lacks block {number}: restore a backup of this data folder.");
            var hash = await miner.MineAsync(session.Rpc, entry, cancellationToken);
            await CompareAsync(number, hash, cancellationToken);
            progress.Reach(session, number);
            snapshotter.Observe(entry);
        }
    }

    // The last entry may have no hash yet: the node or the chain ended before its block was compared. It is completed now.
    private async Task CompareAsync(ulong number, Bytes32 hash, CancellationToken cancellationToken)
    {
        if (log.ReadHash(number) is { } known)
        {
            if (known != hash) throw new ChainDifferenceException($"Block {number} has hash {hash} instead of {known}.");
            return;
        }

        if (number != log.Last)
            throw new ChainHaltedException($"The block log lacks the hash of block {number}: restore a backup of this data folder.");
        await disk.WriteAsync(() => log.Seal(number, hash), cancellationToken);
        faults.At(FaultPoint.HashSynced, number);
    }

    private async Task LeaveAsync(AnvilSession session)
    {
        progress.Readable = null;
        await session.DisposeAsync();
    }
}
