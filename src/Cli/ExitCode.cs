using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Cli;

/// <summary>The exit codes, as <c>docs/cli.md</c> lists them.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Unavailable = 69;
    public const int Internal = 70;

    /// <summary>The exit code for an error.</summary>
    public static int Of(ErrorCode code) => code switch
    {
        (>= ErrorCode.TokenUnknown and <= ErrorCode.BlockUnknown) or ErrorCode.ShipmentUnknown or ErrorCode.HoldUnknown => NotFound,
        ErrorCode.Internal or ErrorCode.Unspecified => Internal,
        _ => ErrorCodes.KindOf(code) switch
        {
            FaultKind.Transient => Unavailable,
            FaultKind.Corrupt => Internal,
            _ => Refused,
        },
    };
}
