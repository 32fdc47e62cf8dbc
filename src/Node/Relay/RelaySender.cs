using Ledger.Node.Chain;

namespace Ledger.Node.Relay;

/// <summary>Sends what is journalled, by nonce, and sends it again until it is in a block. The bytes of a nonce never change.</summary>
internal sealed class RelaySender(IChain chain, RelayJournal journal, TimeProvider timeProvider, ILogger logger)
{
    private readonly AsyncSignal _work = new();
    private readonly HashSet<ulong> _sent = [];
    private readonly Dictionary<ulong, int> _refusals = [];
    private string? _problem;

    /// <summary>Why something on its way cannot be sent; null when all is well.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <summary>There is something new to send.</summary>
    public void Wake() => _work.Pulse();

    /// <summary>Sends until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lastRound = timeProvider.GetTimestamp();
            while (true)
            {
                var work = _work.Next();
                var pause = await SendAllAsync(cancellationToken);
                await WaitAsync(work, pause, cancellationToken);
                if (timeProvider.GetElapsedTime(lastRound) < RelayLimits.RebroadcastInterval) continue;

                // Pools forget, and an embedded chain loses its own with the node: everything is sent again.
                _sent.Clear();
                lastRound = timeProvider.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops; what is journalled is sent by the next one.
        }
    }

    private async Task<TimeSpan> SendAllAsync(CancellationToken cancellationToken)
    {
        var pending = journal.All();
        _sent.IntersectWith(pending.Select(entry => entry.Entry.Nonce));
        if (pending.Count == 0)
        {
            _refusals.Clear();
            Volatile.Write(ref _problem, null);
        }

        foreach (var entry in pending)
        {
            if (_sent.Contains(entry.Entry.Nonce)) continue;
            try
            {
                await chain.SendRawTransactionAsync(entry.Entry.Raw, cancellationToken);
                _sent.Add(entry.Entry.Nonce);
                Volatile.Write(ref _problem, null);
            }
            catch (ChainUnavailableException exception)
            {
                return exception.RetryAfter;
            }
            catch (ChainBusyException exception)
            {
                return exception.RetryAfter;
            }
            catch (ChainRefusedException exception) when (exception.Refusal is ChainRefusal.NonceTooLow or ChainRefusal.NonceTaken)
            {
                // It is in a block that the index has still to reach, or waits in the pool; if that lasts, somebody else used the nonce.
                _sent.Add(entry.Entry.Nonce);
                var refusals = _refusals[entry.Entry.Nonce] = _refusals.GetValueOrDefault(entry.Entry.Nonce) + 1;
                if (refusals >= RelayLimits.MaxNonceRefusals) Report(entry, exception);
            }
            catch (ChainException exception)
            {
                Report(entry, exception);
                return RelayLimits.RebroadcastInterval;
            }
        }

        return pending.Count == 0 ? Timeout.InfiniteTimeSpan : RelayLimits.RebroadcastInterval;
    }

    private void Report(PendingEntry entry, ChainException exception)
    {
        var problem = $"transaction {entry.Entry.Hash} with nonce {entry.Entry.Nonce} is not taken: {exception.Message}";
        if (!string.Equals(problem, Problem, StringComparison.Ordinal)) logger.LogCritical(exception, "The relay is stuck: {Problem}", problem);
        Volatile.Write(ref _problem, problem);
    }

    private async Task WaitAsync(Task work, TimeSpan pause, CancellationToken cancellationToken)
    {
        using var limit = pause == Timeout.InfiniteTimeSpan ? null : new CancellationTokenSource(pause, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit?.Token ?? CancellationToken.None, cancellationToken);
        try
        {
            await work.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to send again.
        }
    }
}
