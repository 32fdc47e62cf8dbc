namespace Ledger.Node.Chain;

/// <summary>Which clients to ask, and how often.</summary>
internal sealed record RpcChainOptions
{
    /// <summary>Most endpoints of one chain.</summary>
    public const int MaxEndpoints = 16;

    /// <summary>The chain's id; an endpoint that serves another is never used.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>JSON-RPC addresses of the endpoints, <c>http</c> or <c>https</c>, the preferred ones first.</summary>
    public required IReadOnlyList<Uri> Endpoints { get; init; }

    /// <summary>Addresses that tell of new heads, <c>ws</c> or <c>wss</c>; without any, polling finds them.</summary>
    public IReadOnlyList<Uri> HeadEndpoints { get; init; } = [];

    /// <summary>What every endpoint is held to, at each check.</summary>
    public KnownBlocks Known { get; init; } = KnownBlocks.None;

    /// <summary>When a block counts as final.</summary>
    public Finality Finality { get; init; } = Finality.Immediate;

    /// <summary>Every endpoint is asked for its newest block this often, subscriptions or not. Default 1,000.</summary>
    public int PollIntervalMilliseconds { get; init; } = 1_000;

    /// <summary>Longest time for a check of an endpoint. Default 5,000.</summary>
    public int CheckTimeoutMilliseconds { get; init; } = 5_000;

    /// <summary>Longest time for any other request, shared by the endpoints that are asked for it in turn. Default 30,000.</summary>
    public int RequestTimeoutMilliseconds { get; init; } = 30_000;

    /// <summary>An endpoint whose answers were no good is asked after all others for this long, and each time for twice as long. Default 30,000.</summary>
    public int AsideMilliseconds { get; init; } = 30_000;

    /// <summary>Without a new block for this long, an alarm is raised; reads go on. 0 for never, where a chain makes blocks only when there is work. Default 60,000.</summary>
    public int StallAlarmMilliseconds { get; init; } = 60_000;

    /// <summary>Checks that the options can be used.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    public void Validate()
    {
        if (Endpoints.Count is 0 or > MaxEndpoints) throw new ArgumentException($"Name 1 to {MaxEndpoints} endpoints.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(PollIntervalMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CheckTimeoutMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RequestTimeoutMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(AsideMilliseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HeadEndpoints.Count, MaxEndpoints);
        ArgumentOutOfRangeException.ThrowIfNegative(StallAlarmMilliseconds);
    }
}
