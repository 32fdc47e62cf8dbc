using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ledger.Api.V1;
using RpcStatus = Google.Rpc.Status;

namespace Ledger.Api.Errors;

/// <summary>Carries <see cref="Error"/> over gRPC in <c>grpc-status-details-bin</c>, and reads it back.</summary>
public static class RpcErrors
{
    private const string StatusDetailsTrailer = "grpc-status-details-bin";

    /// <summary>The gRPC exception that carries an error.</summary>
    public static RpcException ToRpcException(LedgerException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var code = ErrorCodes.StatusOf(exception.Code);
        var status = new RpcStatus
        {
            Code = (int)code,
            Message = exception.Message,
            Details = { Any.Pack(exception.Error) },
        };
        var trailers = new Metadata { { StatusDetailsTrailer, status.ToByteArray() } };
        return new RpcException(new Status(code, exception.Message), trailers);
    }

    /// <summary>The error a gRPC exception carries; one made from the bare status if it carries none.</summary>
    public static LedgerException ToLedgerException(RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new LedgerException(Unpack(exception.Trailers) ?? FromStatus(exception.Status), exception);
    }

    private static Error? Unpack(Metadata trailers)
    {
        if (trailers.GetValueBytes(StatusDetailsTrailer) is not { } bytes) return null;
        try
        {
            foreach (var detail in RpcStatus.Parser.ParseFrom(bytes).Details)
            {
                if (detail.TryUnpack<Error>(out var error)) return error;
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Details that cannot be read are as good as none: the status itself still tells what happened.
        }

        return null;
    }

    private static Error FromStatus(Status status)
    {
        var (code, cure) = status.StatusCode switch
        {
            StatusCode.Unavailable => (ErrorCode.NodeUnavailable, "Check that the node runs and that its address is right."),
            StatusCode.DeadlineExceeded => (ErrorCode.NodeUnavailable, "Ask again with a longer deadline, and for the outcome of what was submitted."),
            StatusCode.ResourceExhausted => (ErrorCode.MessageTooLarge, "Send less in one call."),
            StatusCode.InvalidArgument => (ErrorCode.ArgumentInvalid, "Correct the request."),
            StatusCode.Unimplemented => (ErrorCode.MessageUnknown, "Use a node of the same version as the client."),
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => (ErrorCode.PermissionDenied, "Ask with credentials that may."),
            _ => (ErrorCode.Internal, "Look into the node's log for the request id."),
        };
        return new Error { Code = code, Message = $"{status.StatusCode}: {status.Detail}", Cure = cure };
    }
}
