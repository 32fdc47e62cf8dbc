using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A block as a node tells it: its header, the hash the node claims for it, and its transactions.</summary>
public sealed class RpcBlock
{
    /// <summary>The header; recompute its hash before trusting <see cref="Hash"/>.</summary>
    public required BlockHeader Header { get; init; }

    /// <summary>The block's hash as the node claims it.</summary>
    public required Bytes32 Hash { get; init; }

    /// <summary>The hashes of its transactions, in order.</summary>
    public required IReadOnlyList<Bytes32> TransactionHashes { get; init; }

    /// <summary>Its transactions, in order; null unless full transactions were asked for.</summary>
    public required IReadOnlyList<RpcTransaction>? Transactions { get; init; }
}
