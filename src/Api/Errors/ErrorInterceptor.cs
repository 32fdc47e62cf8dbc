using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Ledger.Api.Errors;

/// <summary>Turns <see cref="LedgerException"/> into a gRPC status with details, for every call of a server.</summary>
public sealed class ErrorInterceptor : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        try
        {
            // Most answers are there at once, and then take no state machine and no task of their own.
            var answer = continuation(request, context);
            return answer.IsCompletedSuccessfully ? answer : AwaitAsync(answer);
        }
        catch (LedgerException exception)
        {
            throw RpcErrors.ToRpcException(exception);
        }
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (LedgerException exception)
        {
            throw RpcErrors.ToRpcException(exception);
        }
    }

    private static async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> answer)
    {
        try
        {
            return await answer;
        }
        catch (LedgerException exception)
        {
            throw RpcErrors.ToRpcException(exception);
        }
    }
}
