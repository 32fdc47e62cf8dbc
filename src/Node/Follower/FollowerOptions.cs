namespace Ledger.Node.Follower;

/// <summary>Bounds of the follower.</summary>
internal sealed record FollowerOptions
{
    /// <summary>The most blocks asked for in one read. Default 16.</summary>
    public int BlocksPerRead { get; init; } = 16;

    /// <summary>Receipts and logs from which on a read has fewer blocks. Default 2,000, some 2 MB of JSON.</summary>
    public int EntriesPerRead { get; init; } = 2_000;

    /// <summary>Reads under way at once, in which blocks are asked for, decoded and verified: more than a chain answers side by side, so that it is not idle meanwhile. Default 8.</summary>
    public int MaxReads { get; init; } = 8;

    /// <summary>Blocks from which on a batch is written although more have come. Default 32.</summary>
    public int MaxBlocksPerBatch { get; init; } = 32;

    /// <summary>While it catches up, freed memory goes back to the system this often. Default 5,000.</summary>
    public int GiveBackIntervalMilliseconds { get; init; } = 5_000;

    /// <summary>How often a block that contradicts its own header is read again before the follower halts. Default 3.</summary>
    public int MaxRereads { get; init; } = 3;

    /// <summary>A read that takes longer is given up and tried again. Default 30,000.</summary>
    public int ReadTimeoutMilliseconds { get; init; } = 30_000;

    /// <summary>After a fault the follower waits this long, then twice as long each time. Default 100.</summary>
    public int MinRetryDelayMilliseconds { get; init; } = 100;

    /// <summary>The longest wait after a fault. Default 10,000.</summary>
    public int MaxRetryDelayMilliseconds { get; init; } = 10_000;
}
