using System.Net.Sockets;
using Grpc.Core;

namespace Ledger.Rpc.Client;

/// <summary>The status of calls that the transport ended (PROTOCOL-HTTP2.md, "Errors").</summary>
internal static class TransportStatus
{
    public static Status Of(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpProtocolException protocol)
                return new Status(OfErrorCode(protocol.ErrorCode), $"The stream was reset with error {protocol.ErrorCode}.", exception);
        }

        return exception is HttpRequestException or IOException or SocketException
            ? new Status(StatusCode.Unavailable, $"The server can't be reached: {exception.Message}", exception)
            : new Status(StatusCode.Internal, $"The call failed: {exception.Message}", exception);
    }

    /// <summary>Whether no connection was made, so that trying again can't repeat anything.</summary>
    public static bool ReachedNoServer(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private static StatusCode OfErrorCode(long code) => code switch
    {
        0x7 => StatusCode.Unavailable, // REFUSED_STREAM
        0x8 => StatusCode.Cancelled, // CANCEL
        0xb => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xc => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };
}
