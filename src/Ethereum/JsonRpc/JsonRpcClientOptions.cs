namespace Ledger.Ethereum.JsonRpc;

/// <summary>The bounds of a <see cref="JsonRpcClient"/>.</summary>
public sealed record JsonRpcClientOptions
{
    /// <summary>Longest time for one attempt, connecting and reading included. Default 30,000.</summary>
    public int TimeoutMilliseconds { get; init; } = 30_000;

    /// <summary>Largest answer accepted, in bytes after transfer decoding. Default 256 MiB.</summary>
    public int MaxResponseSizeBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Most calls in one batch. Default 256.</summary>
    public int MaxBatchCalls { get; init; } = 256;

    /// <summary>Most attempts for one idempotent request, the first included. Default 4.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The first retry waits a random time up to this; each later one up to twice as long. Default 50.</summary>
    public int RetryDelayMilliseconds { get; init; } = 50;

    /// <summary>No retry waits longer than this, whatever the server asks for. Default 2,000.</summary>
    public int MaxRetryDelayMilliseconds { get; init; } = 2_000;

    /// <summary>Most connections kept open to the endpoint. Default 16.</summary>
    public int MaxConnections { get; init; } = 16;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TimeoutMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxResponseSizeBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBatchCalls);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxAttempts);
        ArgumentOutOfRangeException.ThrowIfNegative(RetryDelayMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetryDelayMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
    }
}
