using Grpc.Core;

namespace Ledger.Rpc.Server;

/// <summary>The responses of a streaming call as its handler writes them.</summary>
internal sealed class ResponseStreamWriter<T>(GrpcCallContext call, Marshaller<T> marshaller) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        WriteFlags flags = (WriteOptions ?? call.WriteOptions)?.Flags ?? default;
        return call.WriteAsync(message, marshaller.ContextualSerializer, flags, cancellationToken);
    }
}
