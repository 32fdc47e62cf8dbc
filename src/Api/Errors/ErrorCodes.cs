using Grpc.Core;
using Ledger.Api.V1;

namespace Ledger.Api.Errors;

/// <summary>The one mapping of error codes: to gRPC status, to fault kind, to the name that people read.</summary>
public static class ErrorCodes
{
    /// <summary>The gRPC status that carries a code.</summary>
    public static StatusCode StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.TokenUnknown or ErrorCode.SerialUnknown or ErrorCode.LotUnknown or ErrorCode.PartnerUnknown
            or ErrorCode.LienUnknown or ErrorCode.RecallUnknown or ErrorCode.MessageUnknown or ErrorCode.BlockUnknown or ErrorCode.GtinNotRegistered
            or ErrorCode.ShipmentUnknown or ErrorCode.HoldUnknown
            => StatusCode.NotFound,
        ErrorCode.SerialAlreadyCommissioned or ErrorCode.AlreadyRegistered => StatusCode.AlreadyExists,
        ErrorCode.SeqStale => StatusCode.Aborted,
        ErrorCode.SignerWrong or ErrorCode.SignatureMissing or ErrorCode.PartnerSuspended or ErrorCode.RoleMissing
            or ErrorCode.PermissionDenied or ErrorCode.QuorumMissing => StatusCode.PermissionDenied,
        ErrorCode.ChainUnavailable or ErrorCode.IndexBehind or ErrorCode.NodeUnavailable => StatusCode.Unavailable,
        ErrorCode.MessageTooLarge or ErrorCode.DiskFull or ErrorCode.Busy => StatusCode.ResourceExhausted,
        ErrorCode.IndexCorrupt => StatusCode.DataLoss,
        ErrorCode.Internal or ErrorCode.Unspecified => StatusCode.Internal,
        (>= ErrorCode.DeadlinePassed and <= ErrorCode.MarketNotIntended) or (>= ErrorCode.HeldBack and <= ErrorCode.ActNotPending)
            => StatusCode.FailedPrecondition,
        _ => StatusCode.InvalidArgument,
    };

    /// <summary>What a caller can do about a code.</summary>
    public static FaultKind KindOf(ErrorCode code) => code switch
    {
        ErrorCode.ChainUnavailable or ErrorCode.IndexBehind or ErrorCode.NodeUnavailable or ErrorCode.Busy
            or ErrorCode.DiskFull => FaultKind.Transient,
        ErrorCode.IndexCorrupt => FaultKind.Corrupt,
        _ => FaultKind.Rejected,
    };

    /// <summary>The stable name, e.g. <c>CHECK_DIGIT_WRONG</c>.</summary>
    public static string NameOf(ErrorCode code)
    {
        var descriptor = ErrorReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)code);
        return descriptor is null ? $"UNKNOWN_{(int)code}" : descriptor.Name["ERROR_CODE_".Length..];
    }
}
