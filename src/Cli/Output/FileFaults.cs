using Ledger.Api.V1;

namespace Ledger.Cli.Output;

/// <summary>Tells a full disk from a path or permission that is wrong.</summary>
internal static class FileFaults
{
    // ENOSPC and EDQUOT of Linux: .NET hands the system's own numbers on.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Says what is wrong with a file, and how to cure it.</summary>
    /// <param name="exception">An <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    public static Error Explain(Exception exception) => exception is IOException { HResult: NoSpace or QuotaExceeded }
        ? new Error { Code = ErrorCode.DiskFull, Message = exception.Message, Cure = "Make room on the disk, or raise the quota, and run it again." }
        : new Error { Code = ErrorCode.PermissionDenied, Message = exception.Message, Cure = "Check the path and its permissions." };
}
