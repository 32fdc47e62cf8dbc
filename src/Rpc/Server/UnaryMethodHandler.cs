using Grpc.Core;
using Grpc.Core.Interceptors;
using Ledger.Rpc.Json;

namespace Ledger.Rpc.Server;

/// <summary>Handles unary calls, in gRPC and in JSON.</summary>
internal sealed class UnaryMethodHandler<TService, TRequest, TResponse> : MethodHandler
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly UnaryServerMethod<TRequest, TResponse> _invoke;
    private readonly JsonMarshaller<TRequest, TResponse>? _json;

    public UnaryMethodHandler(
        Method<TRequest, TResponse> method,
        Func<TService, TRequest, ServerCallContext, Task<TResponse>> implementation,
        ServiceActivator<TService> activator,
        ServerSettings settings)
        : base(method, settings)
    {
        _method = method;
        _json = JsonMarshaller<TRequest, TResponse>.TryCreate();
        UnaryServerMethod<TRequest, TResponse> next =
            (request, context) => implementation(activator.Get(HttpCallContext.HttpContextOf(context)), request, context);
        foreach (Interceptor interceptor in settings.Interceptors.Reverse())
        {
            UnaryServerMethod<TRequest, TResponse> inner = next;
            next = (request, context) => interceptor.UnaryServerHandler(request, context, inner);
        }

        _invoke = next;
    }

    protected override async Task InvokeAsync(GrpcCallContext call)
    {
        TRequest request = await call.CreateReader(_method.RequestMarshaller).ReadSingleAsync(call.CancellationToken);
        TResponse response = await _invoke(request, call);
        await call.CompleteAsync(response, _method.ResponseMarshaller.ContextualSerializer);
    }

    protected override async Task InvokeJsonAsync(JsonCallContext call)
    {
        if (_json is null)
            throw new RpcException(new Status(StatusCode.Unimplemented, "This method can't be called with JSON."));
        TRequest request = _json.Parse(await call.ReadBodyAsync());
        TResponse response = await _invoke(request, call);
        await call.CompleteAsync(_json.Format(response, Settings.MaxSendMessageSizeBytes));
    }
}
