using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Ledger.Api.Errors;

/// <summary>Turns <see cref="LedgerException"/> into a gRPC status with details, for every call of a server.</summary>
public sealed class ErrorInterceptor : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        try
        {
            return await continuation(request, context);
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
}
