using Ledger.Ethereum.JsonRpc;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>Keeps the chain process running: restores, builds, and after any end of the process restores again. Halts on a
/// difference.</summary>
internal sealed class ChainSupervisor(
    EmbeddedChainOptions options,
    ChainRestorer restorer,
    BlockBuilder builder,
    TransactionPool pool,
    ChainProgress progress,
    TimeProvider timeProvider,
    ILogger logger)
{
    private const int MaxFirstStartAttempts = 5;
    private const int MaxDelayFactor = 100;

    /// <summary>Runs until cancelled or halted.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var headBefore = progress.Head.Value;
            try
            {
                await RunOnceAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (IsTransient(exception))
            {
                failures = progress.Head.Value > headBefore ? 1 : failures + 1;
                if (HasFailedToStart(exception, failures)) return;
                logger.LogWarning(exception, "The chain process is away; it is started again.");
                progress.Health = ChainHealth.Unavailable($"the chain process is being restarted: {exception.Message}");
                if (!await DelayAsync(failures, cancellationToken)) return;
            }
            catch (Exception exception)
            {
                Halt(exception);
                return;
            }
        }
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var session = await restorer.RestoreAsync(cancellationToken);
        try
        {
            // What was in flight is in the log and has just been replayed.
            pool.Settle();
            progress.Health = ChainHealth.Ready;
            progress.ReportStarted();
            logger.LogInformation("The embedded chain stands at block {Head}, process {ProcessId}.", progress.Head.Value, session.Process.ProcessId);
            await builder.BuildAsync(session, cancellationToken);
        }
        catch (ChainDifferenceException)
        {
            // Reads go on: whatever anvil did beyond the head is never shown.
            await TryDropPoolAsync(session, cancellationToken);
            throw;
        }
        catch
        {
            progress.Readable = null;
            await session.DisposeAsync();
            throw;
        }
    }

    private static async Task TryDropPoolAsync(AnvilSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.Rpc.DropPoolAsync(cancellationToken);
        }
        catch (JsonRpcException)
        {
            // Nothing more is mined in any case.
        }
    }

    private static bool IsTransient(Exception exception) =>
        exception is AnvilEndedException or JsonRpcTransportException or JsonRpcProtocolException or EmbeddedChainSetupException;

    private bool HasFailedToStart(Exception exception, int failures)
    {
        if (progress.Started.IsCompleted) return false;
        if (exception is not EmbeddedChainSetupException && failures < MaxFirstStartAttempts) return false;
        progress.Health = ChainHealth.Unavailable(exception.Message);
        progress.ReportStartFailed(exception as EmbeddedChainSetupException
            ?? new EmbeddedChainSetupException($"The embedded chain does not start: {exception.Message}", exception));
        return true;
    }

    private async Task<bool> DelayAsync(int failures, CancellationToken cancellationToken)
    {
        var factor = Math.Min(1 << Math.Min(failures - 1, 16), MaxDelayFactor);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds((double)options.RestartDelayMilliseconds * factor), timeProvider, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Halt(Exception exception)
    {
        logger.LogCritical(exception, "The embedded chain has halted at block {Head}. Nothing is written until an operator has acted.", progress.Head.Value);
        progress.Health = ChainHealth.Halted(exception.Message);
        pool.Drop();
        progress.ReportStartFailed(exception as ChainHaltedException ?? new ChainHaltedException(exception.Message, exception));
    }
}
