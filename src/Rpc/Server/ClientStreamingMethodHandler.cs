using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Ledger.Rpc.Server;

/// <summary>Handles calls with a stream of requests.</summary>
internal sealed class ClientStreamingMethodHandler<TService, TRequest, TResponse> : StreamingMethodHandler
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ClientStreamingServerMethod<TRequest, TResponse> _invoke;

    public ClientStreamingMethodHandler(
        Method<TRequest, TResponse> method,
        Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>> implementation,
        ServiceActivator<TService> activator,
        ServerSettings settings)
        : base(method, settings)
    {
        _method = method;
        ClientStreamingServerMethod<TRequest, TResponse> next =
            (requests, context) => implementation(activator.Get(HttpCallContext.HttpContextOf(context)), requests, context);
        foreach (Interceptor interceptor in settings.Interceptors.Reverse())
        {
            ClientStreamingServerMethod<TRequest, TResponse> inner = next;
            next = (requests, context) => interceptor.ClientStreamingServerHandler(requests, context, inner);
        }

        _invoke = next;
    }

    protected override async Task InvokeAsync(GrpcCallContext call)
    {
        TResponse response = await _invoke(new RequestStreamReader<TRequest>(call, _method.RequestMarshaller), call);
        await call.CompleteAsync(response, _method.ResponseMarshaller.ContextualSerializer);
    }
}
