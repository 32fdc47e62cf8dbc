using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Ledger.Rpc.Server;

/// <summary>Handles calls with a stream of responses.</summary>
internal sealed class ServerStreamingMethodHandler<TService, TRequest, TResponse> : StreamingMethodHandler
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ServerStreamingServerMethod<TRequest, TResponse> _invoke;

    public ServerStreamingMethodHandler(
        Method<TRequest, TResponse> method,
        Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task> implementation,
        ServiceActivator<TService> activator,
        ServerSettings settings)
        : base(method, settings)
    {
        _method = method;
        ServerStreamingServerMethod<TRequest, TResponse> next = (request, responses, context) =>
            implementation(activator.Get(HttpCallContext.HttpContextOf(context)), request, responses, context);
        foreach (Interceptor interceptor in settings.Interceptors.Reverse())
        {
            ServerStreamingServerMethod<TRequest, TResponse> inner = next;
            next = (request, responses, context) => interceptor.ServerStreamingServerHandler(request, responses, context, inner);
        }

        _invoke = next;
    }

    protected override async Task InvokeAsync(GrpcCallContext call)
    {
        TRequest request = await call.CreateReader(_method.RequestMarshaller).ReadSingleAsync(call.CancellationToken);
        await _invoke(request, new ResponseStreamWriter<TResponse>(call, _method.ResponseMarshaller), call);
    }
}
