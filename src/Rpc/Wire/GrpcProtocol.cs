namespace Ledger.Rpc.Wire;

/// <summary>Names and sizes of the gRPC protocol over HTTP/2 (PROTOCOL-HTTP2.md).</summary>
internal static class GrpcProtocol
{
    public const string ContentType = "application/grpc";
    public const string TimeoutHeader = "grpc-timeout";
    public const string EncodingHeader = "grpc-encoding";
    public const string AcceptEncodingHeader = "grpc-accept-encoding";
    public const string StatusHeader = "grpc-status";
    public const string MessageHeader = "grpc-message";
    public const string StatusDetailsHeader = "grpc-status-details-bin";

    /// <summary>Request metadata by which a caller chooses the compression of one call, as the official runtimes do.</summary>
    public const string EncodingRequestHeader = "grpc-internal-encoding-request";

    public const string Identity = "identity";
    public const string Gzip = "gzip";
    public const string AcceptedEncodings = "identity,gzip";

    /// <summary>One flag byte and a big-endian 32-bit length before each message.</summary>
    public const int FrameHeaderSizeBytes = 5;

    /// <summary>Bound on a message unless options say otherwise, as everywhere in gRPC.</summary>
    public const int DefaultMaxMessageSizeBytes = 4 * 1024 * 1024;

    /// <summary>True for <c>application/grpc</c> and its variants with a suffix or parameters.</summary>
    public static bool IsGrpcContentType(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';' or ' ');
}
