namespace Grpc.Core;

/// <summary>Gives every call the host its client was made with.</summary>
internal sealed class HostCallInvoker(CallInvoker inner, string host) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host1, CallOptions options, TRequest request) =>
        inner.BlockingUnaryCall(method, host1 ?? host, options, request);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host1, CallOptions options, TRequest request) =>
        inner.AsyncUnaryCall(method, host1 ?? host, options, request);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host1, CallOptions options, TRequest request) =>
        inner.AsyncServerStreamingCall(method, host1 ?? host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host1, CallOptions options) =>
        inner.AsyncClientStreamingCall(method, host1 ?? host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host1, CallOptions options) =>
        inner.AsyncDuplexStreamingCall(method, host1 ?? host, options);
}
