using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;
using Ledger.Node.Chain;

namespace Ledger.Node.Follower;

/// <summary>Recomputes what a block claims: its hash from the header, the receipts root from the receipts, and the order of its logs.</summary>
internal static class BlockVerifier
{
    /// <summary>Verifies a block.</summary>
    /// <returns>The header's encoding.</returns>
    /// <exception cref="UntrueBlockException">It contradicts itself.</exception>
    public static byte[] Verify(ChainBlock block)
    {
        try
        {
            if (!HasHash(block.Header, block.ClaimedHash))
                throw new UntrueBlockException($"Block {block.Number}: the header does not hash to {block.ClaimedHash}.") { Teller = block.Teller };
            RequireReceipts(block);
            var root = ReceiptsTrie.ComputeRoot(block.Receipts);
            return root == block.Header.ReceiptsRoot
                ? block.Header.Encode()
                : throw new UntrueBlockException($"Block {block.Number}: the receipts have the root {root}, the header says {block.Header.ReceiptsRoot}.") { Teller = block.Teller };
        }
        catch (EthereumFormatException exception)
        {
            throw new UntrueBlockException($"Block {block.Number} is malformed: {exception.Message}", exception) { Teller = block.Teller };
        }
    }

    /// <summary>Whether a header hashes to what is claimed. A QBFT block's hash leaves the seals out.</summary>
    public static bool HasHash(BlockHeader header, Bytes32 claimed)
    {
        if (header.ComputeHash() == claimed) return true;
        try
        {
            return QbftHeader.Read(header).Hash == claimed;
        }
        catch (EthereumFormatException)
        {
            return false;
        }
    }

    // The receipts root commits to neither the transactions' hashes nor the logs' indexes.
    private static void RequireReceipts(ChainBlock block)
    {
        if (block.Receipts.Count != block.TransactionHashes.Count)
            throw new UntrueBlockException($"Block {block.Number} has {block.TransactionHashes.Count} transactions and {block.Receipts.Count} receipts.") { Teller = block.Teller };
        var next = 0u;
        for (var i = 0; i < block.Receipts.Count; i++)
        {
            var receipt = block.Receipts[i];
            if (receipt.TransactionIndex != i || receipt.TransactionHash != block.TransactionHashes[i])
                throw new UntrueBlockException($"Block {block.Number}: receipt {i} is that of another transaction.") { Teller = block.Teller };
            foreach (ref readonly var log in receipt.Logs.Span)
            {
                if (log.Index != next++) throw new UntrueBlockException($"Block {block.Number}: log {log.Index} stands where {next - 1} comes next.") { Teller = block.Teller };
            }
        }
    }
}
