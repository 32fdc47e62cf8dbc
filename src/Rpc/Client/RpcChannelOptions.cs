using Grpc.Core;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Client;

/// <summary>Options of a channel.</summary>
public sealed class RpcChannelOptions
{
    /// <summary>Bound on a response message, after decompression. Default 4 MiB.</summary>
    public int MaxReceiveMessageSizeBytes { get; set; } = GrpcProtocol.DefaultMaxMessageSizeBytes;

    /// <summary>Bound on a request message, before compression. Default 4 MiB, which is what servers accept.</summary>
    public int MaxSendMessageSizeBytes { get; set; } = GrpcProtocol.DefaultMaxMessageSizeBytes;

    /// <summary>Whether requests are compressed with gzip. Default false.</summary>
    public bool CompressRequests { get; set; }

    /// <summary>
    /// How often a connection is tried before a call fails with UNAVAILABLE. Only attempts that reached no server are
    /// repeated, so nothing is ever sent twice. Default 1.
    /// </summary>
    public int ConnectAttemptsMax { get; set; } = 1;

    /// <summary>The same for calls that ask to wait for a connection. Default 60.</summary>
    public int WaitForReadyAttemptsMax { get; set; } = 60;

    /// <summary>Pause before the second attempt; doubled for each one after it, up to a second. Default 50 ms.</summary>
    public TimeSpan ConnectRetryDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Bound on establishing one connection. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>TLS roots, client certificate and credentials sent with each call. Null means the trust of the system.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>The handler to send with, instead of the channel's own. The caller disposes it.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Clock of deadlines and retries.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
