namespace Ledger.Node.Embedded;

/// <summary>How the embedded chain is set up and bounded.</summary>
internal sealed record EmbeddedChainOptions
{
    /// <summary>The EIP-155 chain id when none is given.</summary>
    public const ulong DefaultChainId = 20_260;

    /// <summary>The folder for snapshots and the process record; created when missing. One node a folder.</summary>
    public required string FolderPath { get; init; }

    /// <summary>The EIP-155 chain id. Settled for good by the first start.</summary>
    public ulong ChainId { get; init; } = DefaultChainId;

    /// <summary>The genesis block's time, in seconds since 1970; null takes the time of the first start. Settled for good by the first
    /// start.</summary>
    public ulong? GenesisTimestampSeconds { get; init; }

    /// <summary>The EVM's rules. Settled for good by the first start.</summary>
    public string Hardfork { get; init; } = "cancun";

    /// <summary>The gas limit of every block. Settled for good by the first start.</summary>
    public ulong BlockGasLimit { get; init; } = 100_000_000;

    /// <summary>The anvil binary; null looks at <c>LEDGER_ANVIL_PATH</c> and then at the npm package beside the contracts.</summary>
    public string? AnvilPath { get; init; }

    /// <summary>Blocks are at least this far apart, and at least twice as far as the last one took to mine. Default 50.</summary>
    public int MinBlockIntervalMilliseconds { get; init; } = 50;

    /// <summary>Most transactions in a block. Default 500.</summary>
    public int MaxTransactionsPerBlock { get; init; } = 500;

    /// <summary>Most transactions waiting. Default 4,096.</summary>
    public int MaxPoolTransactions { get; init; } = 4_096;

    /// <summary>Most bytes of waiting transactions. Default 64 MiB.</summary>
    public long MaxPoolSizeBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Blocks beyond the follower that are built or replayed at most; anvil keeps the receipts of 256. Default 128.</summary>
    public int MaxBlocksAhead { get; init; } = 128;

    /// <summary>A snapshot is due after this many transactions. Default 500.</summary>
    public int SnapshotTransactions { get; init; } = 500;

    /// <summary>A snapshot is due after this long, if there was work. Default 60,000.</summary>
    public int SnapshotIntervalMilliseconds { get; init; } = 60_000;

    /// <summary>Longest time anvil may take until it listens. Default 20,000.</summary>
    public int StartTimeoutMilliseconds { get; init; } = 20_000;

    /// <summary>Longest time for one request to anvil, mining and dumping a large state included. Default 60,000.</summary>
    public int RequestTimeoutMilliseconds { get; init; } = 60_000;

    /// <summary>A chain process that ends is restarted after this long, then twice as long each time, up to 100 times as long. Default
    /// 50.</summary>
    public int RestartDelayMilliseconds { get; init; } = 50;

    /// <summary>With less room than this on the disk, nothing is written. Default 128 MiB: RocksDB must never meet a full disk
    /// itself.</summary>
    public long MinFreeDiskSizeBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>A write that the disk refused for want of room is tried again this often. Default 1,000.</summary>
    public int DiskRetryMilliseconds { get; init; } = 1_000;

    /// <summary>Above this many storage slots the chain warns that blocks become slow. Default 100,000.</summary>
    public int StorageSlotWarning { get; init; } = 100_000;
}
