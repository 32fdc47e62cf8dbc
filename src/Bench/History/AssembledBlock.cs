using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Bench.History;

/// <summary>A block but for its header, which names the block before.</summary>
/// <param name="Plan">What is in it.</param>
/// <param name="Bloom">Its bloom.</param>
/// <param name="Receipts">Its receipts.</param>
/// <param name="ReceiptsRoot">Their root.</param>
/// <param name="Hashes">The transactions' hashes.</param>
/// <param name="Calldata">Calldata of the transactions that commission runs.</param>
internal sealed record AssembledBlock(
    BlockPlan Plan, byte[] Bloom, TransactionReceipt[] Receipts, Bytes32 ReceiptsRoot, Bytes32[] Hashes, IReadOnlyDictionary<Bytes32, byte[]> Calldata);
