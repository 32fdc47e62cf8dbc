using System.Net;

namespace Ledger.Rpc.Client;

/// <summary>The body of a call with a stream of requests: lends the transport's stream to the writer until it completes.</summary>
internal sealed class StreamContent<TRequest, TResponse>(RequestStreamWriter<TRequest, TResponse> writer) : HttpContent
    where TRequest : class
    where TResponse : class
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken)
    {
        // The server sees the call before its first request.
        await stream.FlushAsync(cancellationToken);
        await writer.LendAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
