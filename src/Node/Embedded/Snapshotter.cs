using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Embedded;

/// <summary>Takes snapshots when they are due, so that a start replays only a short tail.</summary>
internal sealed class Snapshotter(
    EmbeddedChainOptions options,
    BlockLog log,
    SnapshotStore store,
    ChainProgress progress,
    IFaultInjector faults,
    TimeProvider timeProvider,
    ILogger logger)
{
    private readonly TimeSpan _interval = TimeSpan.FromMilliseconds(options.SnapshotIntervalMilliseconds);
    private int _transactions;
    private long _since = timeProvider.GetTimestamp();

    /// <summary>How long until a snapshot is due for its age; null when there was no work since the last.</summary>
    public TimeSpan? DueIn
    {
        get
        {
            if (_transactions == 0) return null;
            var left = _interval - timeProvider.GetElapsedTime(_since);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private bool IsDue => _transactions >= options.SnapshotTransactions || DueIn == TimeSpan.Zero;

    /// <summary>A snapshot was loaded, or genesis: what comes after it counts.</summary>
    public void Restart() => _transactions = 0;

    /// <summary>Counts a block, built or replayed.</summary>
    public void Observe(BlockLogEntry entry)
    {
        if (_transactions == 0) _since = timeProvider.GetTimestamp();
        _transactions += entry.Transactions.Count;
    }

    /// <summary>Takes a snapshot if one is due. The chain must stand at the log's end with an empty pool.</summary>
    public async Task TakeIfDueAsync(AnvilSession session, CancellationToken cancellationToken)
    {
        if (!IsDue) return;
        var number = log.Last;
        var hash = log.ReadHash(number) ?? throw new InvalidOperationException($"Block {number} has no hash yet.");
        _transactions = 0;
        try
        {
            var state = await session.Rpc.DumpStateAsync(cancellationToken);
            faults.At(FaultPoint.SnapshotDumped, number);
            WarnWhenLarge(state);
            store.Write(new StateSnapshot(number, hash, session.GenesisHash, state), progress.Followed.Value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonRpcErrorException)
        {
            // A snapshot only saves time. The block log has everything, so a full disk is no reason to stop here.
            logger.LogWarning(exception, "The snapshot of block {Number} could not be taken; the next start replays more.", number);
        }
    }

    private void WarnWhenLarge(byte[] state)
    {
        var slots = StateDump.CountSlots(state, limit: options.StorageSlotWarning + 1);
        if (slots is null) logger.LogWarning("anvil's state dump is not in the form known; its storage slots were not counted.");
        if (slots <= options.StorageSlotWarning || slots is null) return;
        logger.LogWarning(
            "The embedded chain holds more than {Limit} storage slots and becomes slow: move to Besu (network/besu-qbft).", options.StorageSlotWarning);
    }
}
