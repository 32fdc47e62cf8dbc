using System.Net.Http.Headers;
using Grpc.Core;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Client;

/// <summary>Reads metadata and status from the headers and trailers of a response.</summary>
internal static class ResponseMetadata
{
    public static Metadata Read(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            if (MetadataCodec.IsReserved(name))
                continue;
            foreach (string value in values)
                MetadataCodec.AddReceived(metadata, name.ToLowerInvariant(), value);
        }

        return metadata;
    }

    public static bool TryReadStatus(HttpResponseHeaders headers, out Status status)
    {
        status = default;
        if (!headers.NonValidated.TryGetValues(GrpcProtocol.StatusHeader, out HeaderStringValues code))
            return false;
        string detail = headers.NonValidated.TryGetValues(GrpcProtocol.MessageHeader, out HeaderStringValues message)
            ? PercentEncoding.Decode(message.ToString())
            : "";
        status = new Status(StatusText.Parse(code.ToString()), detail);
        return true;
    }

    /// <summary>The status after the last message.</summary>
    public static Status ReadEnd(HttpResponseMessage response, out Metadata trailers)
    {
        trailers = Read(response.TrailingHeaders);
        return TryReadStatus(response.TrailingHeaders, out Status status)
            ? status
            : new Status(StatusCode.Unknown, "The server sent no status.");
    }

    public static bool IsGzip(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues(GrpcProtocol.EncodingHeader, out HeaderStringValues values)
        && values.ToString().Equals(GrpcProtocol.Gzip, StringComparison.OrdinalIgnoreCase);
}
