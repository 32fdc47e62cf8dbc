using Ledger.Ethereum.JsonRpc;

namespace Ledger.Ethereum.Trie;

/// <summary>A receipt with only what the receipts root commits to: what a proof can show.</summary>
public sealed class ConsensusReceipt
{
    /// <summary>The transaction's type: 0 legacy, 1 EIP-2930, 2 EIP-1559, 3 EIP-4844, 4 EIP-7702.</summary>
    public required byte Type { get; init; }

    /// <summary>Whether the transaction ran to its end without reverting (EIP-658).</summary>
    public required bool IsSuccess { get; init; }

    /// <summary>Gas used by the block up to and including this transaction.</summary>
    public required ulong CumulativeGasUsed { get; init; }

    /// <summary>The 256-byte bloom filter over its logs.</summary>
    public required ReadOnlyMemory<byte> LogsBloom { get; init; }

    /// <summary>Its logs; their indices count from 0 within the receipt, since a receipt alone does not tell its place in the block.</summary>
    public required IReadOnlyList<LogEntry> Logs { get; init; }
}
