using Microsoft.Extensions.Logging;

namespace Ledger.Rpc.Server;

/// <summary>What the server side logs.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Error, "The handler of {Method} failed")]
    public static partial void HandlerFailed(ILogger logger, string method, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The handler of {Method} returned while one of its messages was still being written")]
    public static partial void WriteNotAwaited(ILogger logger, string method);
}
