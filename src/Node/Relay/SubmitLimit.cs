using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Node.Chain;

namespace Ledger.Node.Relay;

/// <summary>How long one request may wait: for a chain that is away, and for outcomes.</summary>
internal sealed class SubmitLimit : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _answer;
    private readonly CancellationTokenSource _chain;
    private readonly CancellationTokenSource _either;
    private readonly CancellationTokenSource _eitherChain;

    /// <summary>Starts to count.</summary>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="deadline">The caller's deadline, UTC.</param>
    /// <param name="caller">The caller has gone.</param>
    /// <param name="stopping">The node stops.</param>
    public SubmitLimit(TimeProvider timeProvider, DateTime deadline, CancellationToken caller, CancellationToken stopping)
    {
        _timeProvider = timeProvider;
        _caller = caller;
        var hasDeadline = deadline != DateTime.MaxValue;
        var left = hasDeadline ? deadline - timeProvider.GetUtcNow().UtcDateTime - RelayLimits.AnswerMargin : RelayLimits.MaxWait;
        if (left < TimeSpan.Zero) left = TimeSpan.Zero;
        if (left > RelayLimits.MaxWait) left = RelayLimits.MaxWait;
        _answer = new CancellationTokenSource(left, timeProvider);
        _chain = new CancellationTokenSource(hasDeadline || left < RelayLimits.MaxChainWait ? left : RelayLimits.MaxChainWait, timeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_answer.Token, caller, stopping);
        _eitherChain = CancellationTokenSource.CreateLinkedTokenSource(_chain.Token, caller, stopping);
    }

    /// <summary>Waits until no other request is being journalled.</summary>
    /// <exception cref="LedgerException">That took too long; nothing was journalled.</exception>
    public async Task WaitForTurnAsync(SemaphoreSlim turn)
    {
        try
        {
            await turn.WaitAsync(_either.Token);
        }
        catch (OperationCanceledException exception) when (!_caller.IsCancellationRequested)
        {
            throw new LedgerException(ErrorCode.Busy, "Other requests were journalled for too long. Nothing was journalled.", "Submit it again.", innerException: exception);
        }
    }

    /// <summary>Asks the chain, again and again while it is away.</summary>
    /// <exception cref="LedgerException">It was away for too long; nothing was journalled.</exception>
    public async Task WaitForChainAsync(Func<CancellationToken, Task> ask)
    {
        var reason = "it is starting";
        while (true)
        {
            try
            {
                await ask(_eitherChain.Token);
                return;
            }
            catch (ChainHaltedException exception)
            {
                throw Unavailable(exception.Message, "An operator must act; see the node's status.", exception);
            }
            catch (ChainException exception)
            {
                reason = exception.Message;
                await PauseAsync(reason);
            }
            catch (OperationCanceledException exception) when (!_caller.IsCancellationRequested)
            {
                throw Unavailable(reason, "Submit it again later.", exception);
            }
        }
    }

    /// <summary>Waits for an outcome.</summary>
    /// <returns>False when it is time to answer without it.</returns>
    public async Task<bool> WaitAsync(Task done)
    {
        try
        {
            await done.WaitAsync(_either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _eitherChain.Dispose();
        _answer.Dispose();
        _chain.Dispose();
    }

    private async Task PauseAsync(string reason)
    {
        try
        {
            await Task.Delay(RelayLimits.ChainRetry, _timeProvider, _eitherChain.Token);
        }
        catch (OperationCanceledException exception) when (!_caller.IsCancellationRequested)
        {
            throw Unavailable(reason, "Submit it again later.", exception);
        }
    }

    private static LedgerException Unavailable(string reason, string cure, Exception cause) =>
        new(ErrorCode.ChainUnavailable, $"The chain takes no messages now: {reason.TrimEnd('.')}. Nothing was journalled.", cure, innerException: cause);
}
