using System.Net.Http.Headers;
using Grpc.Core;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Client;

/// <summary>The request line and headers of a call.</summary>
internal static class RequestHead
{
    private const string UserAgent = "ledger-rpc/0.1";

    public static readonly MediaTypeHeaderValue ContentType = new(GrpcProtocol.ContentType);

    public static HttpRequestMessage Create(RpcChannel channel, string fullName, string? host, TimeSpan? remaining)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, fullName))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("user-agent", UserAgent);
        headers.TryAddWithoutValidation(GrpcProtocol.AcceptEncodingHeader, GrpcProtocol.AcceptedEncodings);
        if (host is not null)
            headers.Host = host;
        if (remaining is { } timeout)
            headers.TryAddWithoutValidation(GrpcProtocol.TimeoutHeader, GrpcTimeout.Format(timeout));
        return request;
    }

    /// <summary>Adds metadata; gives whether the requests of the call are compressed, which metadata may choose.</summary>
    public static bool AddMetadata(HttpRequestMessage request, Metadata? metadata, bool compress)
    {
        if (metadata is null)
            return compress;
        foreach (Metadata.Entry entry in metadata)
        {
            if (string.Equals(entry.Key, GrpcProtocol.EncodingRequestHeader, StringComparison.Ordinal))
                compress = string.Equals(entry.Value, GrpcProtocol.Gzip, StringComparison.Ordinal);
            else if (!MetadataCodec.IsSendable(entry))
                continue;
            else if (string.Equals(entry.Key, "user-agent", StringComparison.Ordinal))
                request.Headers.TryAddWithoutValidation("user-agent", entry.Value);
            else if (!request.Headers.TryAddWithoutValidation(entry.Key, MetadataCodec.Encode(entry)))
                throw new RpcException(new Status(StatusCode.Internal, $"The metadata '{entry.Key}' can't be sent."));
        }

        return compress;
    }
}
