namespace Ledger.Ethereum.JsonRpc;

/// <summary>The bounds of a <see cref="JsonRpcWebSocket"/>.</summary>
public sealed record JsonRpcWebSocketOptions
{
    /// <summary>Longest time for one call, waiting for a connection included. Default 30,000.</summary>
    public int TimeoutMilliseconds { get; init; } = 30_000;

    /// <summary>Largest message accepted. Default 64 MiB.</summary>
    public int MaxMessageSizeBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most calls sent together. Default 256.</summary>
    public int MaxBatchCalls { get; init; } = 256;

    /// <summary>Most calls waiting for their answers at one time. Default 4,096.</summary>
    public int MaxPendingCalls { get; init; } = 4_096;

    /// <summary>Most events one subscription holds for a slow consumer; beyond them it tells of a gap. Default 1,024.</summary>
    public int SubscriptionCapacity { get; init; } = 1_024;

    /// <summary>A ping goes out when nothing was heard for this long. Default 10,000.</summary>
    public int KeepAliveIntervalMilliseconds { get; init; } = 10_000;

    /// <summary>The connection counts as lost when a ping is not answered for this long. Default 10,000.</summary>
    public int KeepAliveTimeoutMilliseconds { get; init; } = 10_000;

    /// <summary>The first reconnection waits a random time up to this; each later one up to twice as long. Default 50.</summary>
    public int ReconnectDelayMilliseconds { get; init; } = 50;

    /// <summary>No reconnection waits longer than this. Default 5,000.</summary>
    public int MaxReconnectDelayMilliseconds { get; init; } = 5_000;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TimeoutMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMessageSizeBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBatchCalls);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPendingCalls);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SubscriptionCapacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(KeepAliveIntervalMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(KeepAliveTimeoutMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegative(ReconnectDelayMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxReconnectDelayMilliseconds);
    }
}
