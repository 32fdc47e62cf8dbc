using Grpc.Core;

namespace Ledger.Rpc.Client;

/// <summary>Makes the calls of a channel.</summary>
internal sealed class RpcCallInvoker(RpcChannel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using AsyncUnaryCall<TResponse> call = AsyncUnaryCall(method, host, options, request);

        // Blocking is what this member of the surface is for.
        return call.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        ClientCall<TRequest, TResponse> call = Create(method, host, options);
        return new AsyncUnaryCall<TResponse>(
            call.SendUnaryAsync(request),
            static state => ((ClientCall)state).ResponseHeadersAsync,
            static state => ((ClientCall)state).GetStatus(),
            static state => ((ClientCall)state).GetTrailers(),
            static state => ((ClientCall)state).Dispose(),
            call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        ClientCall<TRequest, TResponse> call = Create(method, host, options);
        call.StartStreaming(request);
        return new AsyncServerStreamingCall<TResponse>(
            new ResponseStreamReader<TRequest, TResponse>(call),
            static state => ((ClientCall)state).ResponseHeadersAsync,
            static state => ((ClientCall)state).GetStatus(),
            static state => ((ClientCall)state).GetTrailers(),
            static state => ((ClientCall)state).Dispose(),
            call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        ClientCall<TRequest, TResponse> call = Create(method, host, options);
        var writer = new RequestStreamWriter<TRequest, TResponse>(call);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            writer,
            call.SendStreamAsync(writer),
            static state => ((ClientCall)state).ResponseHeadersAsync,
            static state => ((ClientCall)state).GetStatus(),
            static state => ((ClientCall)state).GetTrailers(),
            static state => ((ClientCall)state).Dispose(),
            call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        ClientCall<TRequest, TResponse> call = Create(method, host, options);
        var writer = new RequestStreamWriter<TRequest, TResponse>(call);
        call.StartStreaming(writer);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            writer,
            new ResponseStreamReader<TRequest, TResponse>(call),
            static state => ((ClientCall)state).ResponseHeadersAsync,
            static state => ((ClientCall)state).GetStatus(),
            static state => ((ClientCall)state).GetTrailers(),
            static state => ((ClientCall)state).Dispose(),
            call);
    }

    private ClientCall<TRequest, TResponse> Create<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        where TRequest : class
        where TResponse : class
    {
        channel.CheckOpen();
        return new ClientCall<TRequest, TResponse>(channel, method, host, options);
    }
}
