using Grpc.Core;
using Grpc.Core.Interceptors;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Writing;
using Ledger.Node.Queries;

namespace Ledger.Node.Hosting;

/// <summary>Gives what nobody expected a code too: a caller learns that it is no fault of the request, the log learns the rest.</summary>
internal sealed class FaultInterceptor(ILogger<FaultInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            // Most answers are there at once, and then take no state machine and no task of their own.
            var answer = continuation(request, context);
            return answer.IsCompletedSuccessfully ? answer : AwaitAsync(answer, context);
        }
        catch (Exception exception) when (IsUnexpected(exception))
        {
            throw Told(exception, context);
        }
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception) when (IsUnexpected(exception))
        {
            throw Told(exception, context);
        }
    }

    private async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> answer, ServerCallContext context)
    {
        try
        {
            return await answer;
        }
        catch (Exception exception) when (IsUnexpected(exception))
        {
            throw Told(exception, context);
        }
    }

    private static bool IsUnexpected(Exception exception) => exception is not (LedgerException or RpcException or OperationCanceledException);

    private LedgerException Told(Exception exception, ServerCallContext context)
    {
        if (exception is NoRoomException or RocksDbException { Kind: RocksDbErrorKind.NoSpace })
            return new(ErrorCode.DiskFull, exception.Message, "Make room on the node's disk, then send the request again.", innerException: exception);
        if (IndexGate.IsCorrupt(exception))
        {
            logger.LogCritical(exception, "{Method} met damage: {Reason}", context.Method, exception.Message);
            return IndexGate.Corrupt(exception.Message, exception);
        }

        logger.LogError(exception, "{Method} failed: {Reason}", context.Method, exception.Message);
        return new("Something went wrong in the node that should not have.", exception);
    }
}
