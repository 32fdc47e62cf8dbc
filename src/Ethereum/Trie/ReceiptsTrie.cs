using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Trie;

/// <summary>The trie over a block's receipts, whose root the header holds.</summary>
/// <remarks>Computed for every block followed: one pooled buffer, no allocation per receipt, log or node.</remarks>
public static class ReceiptsTrie
{
    /// <summary>The root over a block's receipts.</summary>
    /// <param name="receipts">All of them, in order.</param>
    /// <exception cref="EthereumFormatException">A receipt has a bloom filter of a wrong size.</exception>
    public static Bytes32 ComputeRoot(IReadOnlyList<TransactionReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        return IndexedTrie.Visit(
            receipts, receipts.Count, ReceiptRlp.Write, static (bytes, sorted) => new TrieHasher(bytes, sorted, null).ComputeRoot());
    }

    /// <summary>The whole trie, to prove receipts with <see cref="MerklePatriciaTrie.Prove"/> under <see cref="IndexedTrie.KeyOf"/>.</summary>
    /// <param name="receipts">All of them, in order.</param>
    /// <exception cref="EthereumFormatException">A receipt has a bloom filter of a wrong size.</exception>
    public static MerklePatriciaTrie Build(IReadOnlyList<TransactionReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        return IndexedTrie.Visit(
            receipts, receipts.Count, ReceiptRlp.Write, static (bytes, sorted) => MerklePatriciaTrie.FromSorted(bytes, sorted));
    }
}
