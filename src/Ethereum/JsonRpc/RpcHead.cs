using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A new head as a subscription tells it.</summary>
public sealed class RpcHead
{
    /// <summary>The header; recompute its hash before trusting <see cref="Hash"/>.</summary>
    public required BlockHeader Header { get; init; }

    /// <summary>The block's hash as the node claims it.</summary>
    public required Bytes32 Hash { get; init; }
}
