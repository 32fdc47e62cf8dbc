using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Chain;

/// <summary>A block as an endpoint tells it. Nothing in it is verified: recompute the header's hash and the receipts root.</summary>
internal sealed class ChainBlock
{
    /// <summary>The decoded header.</summary>
    public required BlockHeader Header { get; init; }

    /// <summary>The hash that the endpoint claims for the header.</summary>
    public required Bytes32 ClaimedHash { get; init; }

    /// <summary>The hashes of its transactions, in order.</summary>
    public required IReadOnlyList<Bytes32> TransactionHashes { get; init; }

    /// <summary>Its receipts, in order, as many as transactions.</summary>
    public required IReadOnlyList<TransactionReceipt> Receipts { get; init; }

    /// <summary>Who told it, for <see cref="IChain.Disbelieve"/>; null when nobody else could be asked.</summary>
    public object? Teller { get; init; }

    /// <summary>The block's number.</summary>
    public ulong Number => Header.Number;
}
