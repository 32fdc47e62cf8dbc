using System.Numerics;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A transaction as a node tells it.</summary>
public sealed class RpcTransaction
{
    /// <summary>Its hash as the node claims it.</summary>
    public required Bytes32 Hash { get; init; }

    /// <summary>Its type: 0 legacy, 1 EIP-2930, 2 EIP-1559, 3 EIP-4844, 4 EIP-7702.</summary>
    public required byte Type { get; init; }

    /// <summary>The sender.</summary>
    public required Address From { get; init; }

    /// <summary>The account called; null for a creation.</summary>
    public required Address? To { get; init; }

    /// <summary>The sender's nonce.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The gas limit.</summary>
    public required ulong Gas { get; init; }

    /// <summary>Wei sent along.</summary>
    public required BigInteger Value { get; init; }

    /// <summary>The raw calldata.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Number of its block; null while it waits in the pool.</summary>
    public required ulong? BlockNumber { get; init; }

    /// <summary>Hash of its block; null while it waits in the pool.</summary>
    public required Bytes32? BlockHash { get; init; }

    /// <summary>Its index in the block; null while it waits in the pool.</summary>
    public required uint? TransactionIndex { get; init; }
}
