namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>What an endpoint does wrong.</summary>
public enum Lie
{
    /// <summary>A byte of a log's data is another.</summary>
    ChangedLog,

    /// <summary>A log is left out, the others numbered anew.</summary>
    DroppedLog,

    /// <summary>The header names another receipts root, under the old hash.</summary>
    WrongReceiptsRoot,

    /// <summary>The header names another receipts root, and hashes right.</summary>
    RehashedReceiptsRoot,

    /// <summary>In one block among others another log, with the receipts root and the hash that go with it: the block agrees with itself.</summary>
    MadeUpBlock,

    /// <summary>The same in the newest block, which no other follows.</summary>
    MadeUpHead,

    /// <summary>The header names another parent, and hashes right.</summary>
    OtherParent,

    /// <summary>Blocks are told in each other's place.</summary>
    Reordered,

    /// <summary>Receipts of a block are told in each other's place.</summary>
    OtherReceipts,

    /// <summary>The serial list in a transaction's calldata is another.</summary>
    ChangedCalldata,

    /// <summary>Transactions are not found.</summary>
    ForgottenTransactions,

    /// <summary>The newest block is said to be far beyond what there is.</summary>
    HugeHead,

    /// <summary>Reads of blocks are accepted and never answered.</summary>
    Hangs,

    /// <summary>Nothing is ever answered.</summary>
    HangsAlways,

    /// <summary>HTTP 429.</summary>
    TooManyRequests,

    /// <summary>HTTP 500 with a page.</summary>
    InternalError,

    /// <summary>No JSON.</summary>
    Garbage,

    /// <summary>Half of the answer.</summary>
    Truncated,

    /// <summary>A JSON-RPC error.</summary>
    Refuses,

    /// <summary>More than anyone would read.</summary>
    HugeBody,
}
