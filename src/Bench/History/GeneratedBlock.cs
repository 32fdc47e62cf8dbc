using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Bench.History;

/// <summary>A block, with the calldata that a follower asks for.</summary>
/// <param name="Block">The block.</param>
/// <param name="Calldata">Calldata of the transactions that commission runs.</param>
internal sealed record GeneratedBlock(ChainBlock Block, IReadOnlyDictionary<Bytes32, byte[]> Calldata)
{
    /// <summary>Whether the history ends with it.</summary>
    public bool IsLast { get; init; }
}
