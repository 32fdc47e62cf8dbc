using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledger.Rpc.Server;

/// <summary>Settings of Kestrel that suit gRPC.</summary>
public static class RpcKestrelExtensions
{
    /// <summary>
    /// Calls that one connection may have under way. Kestrel's own bound of 100 suits browsers: a gRPC client that meets it opens another
    /// connection or waits, and it meets it whenever a stall of a few milliseconds lets calls gather.
    /// </summary>
    public const int MaxCallsPerConnection = 1_024;

    /// <summary>Bounds the calls of a connection by <see cref="MaxCallsPerConnection"/>.</summary>
    public static void LimitRpcCalls(this KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxCallsPerConnection;
    }
}
