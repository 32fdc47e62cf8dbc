using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>What a transaction did, as the receipts root commits to it (EIP-658, EIP-2718), and where it stands.</summary>
public sealed class TransactionReceipt
{
    /// <summary>The transaction's type: 0 legacy, 1 EIP-2930, 2 EIP-1559, 3 EIP-4844, 4 EIP-7702.</summary>
    public required byte Type { get; init; }

    /// <summary>Whether it ran to its end without reverting.</summary>
    public required bool IsSuccess { get; init; }

    /// <summary>Gas used by the block up to and including this transaction.</summary>
    public required ulong CumulativeGasUsed { get; init; }

    /// <summary>Gas used by this transaction.</summary>
    public required ulong GasUsed { get; init; }

    /// <summary>The 256-byte bloom filter over its logs, as the node gave it.</summary>
    public required ReadOnlyMemory<byte> LogsBloom { get; init; }

    /// <summary>Its logs, in order.</summary>
    public required ReadOnlyMemory<LogEntry> Logs { get; init; }

    /// <summary>The transaction's hash.</summary>
    public required Bytes32 TransactionHash { get; init; }

    /// <summary>The transaction's index in the block, from 0.</summary>
    public required uint TransactionIndex { get; init; }

    /// <summary>The block's hash.</summary>
    public required Bytes32 BlockHash { get; init; }

    /// <summary>The block's number.</summary>
    public required ulong BlockNumber { get; init; }

    /// <summary>The sender.</summary>
    public required Address From { get; init; }

    /// <summary>The account called; null for a creation.</summary>
    public required Address? To { get; init; }

    /// <summary>The contract created; null for a call.</summary>
    public required Address? ContractAddress { get; init; }

    /// <summary>Wei paid for each unit of gas; null when the node does not say.</summary>
    public required UInt128? EffectiveGasPrice { get; init; }
}
