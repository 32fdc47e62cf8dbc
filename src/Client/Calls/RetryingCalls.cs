using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Client.Calls;

/// <summary>Makes unary calls: deadline, bounded retries of transient faults, and one exception type.</summary>
internal sealed class RetryingCalls(LedgerClientOptions options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Asks within the time for questions.</summary>
    public Task<T> AskAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        RunAsync(call, options.CallTimeout, cancellationToken);

    /// <summary>Submits within the time for acts. Safe to repeat: a message is applied at most once.</summary>
    public Task<T> SubmitAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        RunAsync(call, options.SubmitTimeout, cancellationToken);

    private async Task<T> RunAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deadline = options.TimeProvider.GetUtcNow() + timeout;
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var running = call(new CallOptions(deadline: deadline.UtcDateTime, cancellationToken: cancellationToken));
                return await running.ResponseAsync;
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                var fault = RpcErrors.ToLedgerException(exception);
                var isRetried = fault.Kind == FaultKind.Transient
                    && fault.Code != ErrorCode.DiskFull
                    && attempt < options.AttemptsMax
                    && options.TimeProvider.GetUtcNow() + pause < deadline;
                if (!isRetried) throw fault;
            }
            catch (RpcException exception)
            {
                throw new OperationCanceledException("The call was cancelled.", exception, cancellationToken);
            }

            await Task.Delay(pause, options.TimeProvider, cancellationToken);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }
}
