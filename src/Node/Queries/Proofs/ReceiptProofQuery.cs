using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Trie;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Proofs;

/// <summary>Proves a receipt from what the node keeps: the chain is not asked.</summary>
internal sealed class ReceiptProofQuery(INodeStatus status)
{
    /// <summary>The proof, verified before it is given.</summary>
    public ReceiptProofResponse Prove(IndexView view, ReceiptProofRequest request)
    {
        var block = view.Block(request.Block) ?? throw Refusals.BlockUnknown($"{request.Block}", "block");
        if (request.TransactionIndex >= block.TransactionCount)
        {
            throw Refusals.Invalid(
                "transaction_index", $"Block {request.Block} has {block.TransactionCount} transactions, none with the index {request.TransactionIndex}.", "Take block and index from a trace.");
        }

        var receipts = new List<ReadOnlyMemory<byte>>((int)block.TransactionCount);
        for (var i = 0u; i < block.TransactionCount; i++)
            receipts.Add((view.Receipt(request.Block, i) ?? throw new IndexCorruptException($"The index lacks receipt {i} of block {request.Block}.")).Receipt);
        var key = IndexedTrie.KeyOf((int)request.TransactionIndex);
        var nodes = IndexedTrie.Build(receipts).Prove(key);
        var receipt = receipts[(int)request.TransactionIndex];
        RequireProven(block, request.Block, key, nodes, receipt);
        var answer = new ReceiptProofResponse
        {
            HeaderRlp = ByteString.CopyFrom(block.HeaderRlp.Span),
            Receipt = ByteString.CopyFrom(receipt.Span),
            TransactionIndex = request.TransactionIndex,
            Attestation = status.Attest(new IndexCursor(request.Block, block.Hash, block.Digest, block.TimestampSeconds)),
            Height = TokenStateMapper.MapHeight(view.Cursor),
        };
        foreach (var node in nodes) answer.Nodes.Add(ByteString.CopyFrom(node));
        return answer;
    }

    private static void RequireProven(BlockRow block, ulong number, byte[] key, IReadOnlyList<byte[]> nodes, ReadOnlyMemory<byte> receipt)
    {
        var root = BlockHeader.Decode(block.HeaderRlp.Span).ReceiptsRoot;
        if (TrieProof.Verify(root, key, nodes) is not { } proven || !receipt.Span.SequenceEqual(proven))
            throw new IndexCorruptException($"The receipts kept for block {number} do not have the root that its header names.");
    }
}
