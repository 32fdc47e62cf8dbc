using System.Net;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Client;

/// <summary>The body of a call with one request.</summary>
internal sealed class UnaryContent<TRequest, TResponse>(ClientCall<TRequest, TResponse> call, TRequest request) : HttpContent
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
        using var writer = new FrameWriter(call.Channel.Options.MaxSendMessageSizeBytes);
        bool gzip = call.CompressRequests && !(call.WriteOptions?.Flags.HasFlag(Grpc.Core.WriteFlags.NoCompress) ?? false);
        await stream.WriteAsync(
            writer.ToFrame(request, call.Method.RequestMarshaller.ContextualSerializer, gzip), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
