namespace Grpc.Core;

/// <summary>Handles a call with a stream of requests.</summary>
public delegate Task<TResponse> ClientStreamingServerMethod<TRequest, TResponse>(
    IAsyncStreamReader<TRequest> requestStream,
    ServerCallContext context)
    where TRequest : class
    where TResponse : class;
