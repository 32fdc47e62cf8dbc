using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Writing;

/// <summary>A block whose hash and receipts root were recomputed.</summary>
internal sealed record VerifiedBlock
{
    /// <summary>Its header.</summary>
    public required BlockHeader Header { get; init; }

    /// <summary>Its recomputed hash.</summary>
    public required Bytes32 Hash { get; init; }

    /// <summary>The header's encoding.</summary>
    public required byte[] HeaderRlp { get; init; }

    /// <summary>The hashes of its transactions, in order.</summary>
    public required IReadOnlyList<Bytes32> TransactionHashes { get; init; }

    /// <summary>Its receipts, as many as transactions.</summary>
    public required IReadOnlyList<TransactionReceipt> Receipts { get; init; }

    /// <summary>The runs commissioned in it, in order.</summary>
    public required IReadOnlyList<CommissionedRun> Runs { get; init; }

    /// <summary>Its header with seals, where blocks are held against them; null elsewhere.</summary>
    public QbftHeader? Qbft { get; init; }

    /// <summary>What is known of the validators after it, where its seals were judged; null elsewhere.</summary>
    public QbftTrust? Trust { get; init; }

    /// <summary>Who told it; null when nobody else could be asked.</summary>
    public object? Teller { get; init; }

    /// <summary>Its number.</summary>
    public ulong Number => Header.Number;
}
