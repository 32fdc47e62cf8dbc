using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Ledger.Rpc.Server;

/// <summary>Handles calls with streams both ways.</summary>
internal sealed class DuplexStreamingMethodHandler<TService, TRequest, TResponse> : StreamingMethodHandler
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly DuplexStreamingServerMethod<TRequest, TResponse> _invoke;

    public DuplexStreamingMethodHandler(
        Method<TRequest, TResponse> method,
        Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task> implementation,
        ServiceActivator<TService> activator,
        ServerSettings settings)
        : base(method, settings)
    {
        _method = method;
        DuplexStreamingServerMethod<TRequest, TResponse> next = (requests, responses, context) =>
            implementation(activator.Get(HttpCallContext.HttpContextOf(context)), requests, responses, context);
        foreach (Interceptor interceptor in settings.Interceptors.Reverse())
        {
            DuplexStreamingServerMethod<TRequest, TResponse> inner = next;
            next = (requests, responses, context) => interceptor.DuplexStreamingServerHandler(requests, responses, context, inner);
        }

        _invoke = next;
    }

    protected override Task InvokeAsync(GrpcCallContext call) => _invoke(
        new RequestStreamReader<TRequest>(call, _method.RequestMarshaller),
        new ResponseStreamWriter<TResponse>(call, _method.ResponseMarshaller),
        call);
}
