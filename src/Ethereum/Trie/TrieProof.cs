using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Trie;

/// <summary>Verifies that a trie holds a value under a key, or that it holds none.</summary>
public static class TrieProof
{
    /// <summary>The longest proof accepted: one node for each nibble of the longest key, and the root.</summary>
    public const int MaxNodes = (MerklePatriciaTrie.MaxKeySizeBytes * 2) + 1;

    private const byte EmptyNode = 0x80;

    /// <summary>Verifies a proof.</summary>
    /// <param name="root">The trie's root hash, from a source that is trusted.</param>
    /// <param name="key">The key as it stands in the trie; of a secure trie, the hashed one.</param>
    /// <param name="nodes">The nodes from the root on, each linked by its hash to the one before; none missing, none to spare.</param>
    /// <returns>The value, or null when the proof shows that the key is absent.</returns>
    /// <exception cref="EthereumFormatException">The proof proves nothing.</exception>
    public static byte[]? Verify(in Bytes32 root, ReadOnlySpan<byte> key, IReadOnlyList<byte[]> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (key.Length > MerklePatriciaTrie.MaxKeySizeBytes) throw new EthereumFormatException("The key is too long.");
        if (nodes.Count > MaxNodes) throw new EthereumFormatException($"A proof has more than {MaxNodes} nodes.");
        if (root == MerklePatriciaTrie.EmptyRoot) return VerifyEmpty(nodes);
        var cursor = new TrieCursor(key);
        Bytes32? expected = root;
        for (var i = 0; i < nodes.Count; i++)
        {
            if (expected is not { } hash) throw new EthereumFormatException("A proof goes on after its end.");
            var node = nodes[i] ?? throw new EthereumFormatException("A proof's node is missing.");
            if (Keccak256.Hash(node) != hash) throw new EthereumFormatException($"Node {i} of a proof does not have the hash that leads to it.");
            if (i > 0 && node.Length < Bytes32.SizeBytes) throw new EthereumFormatException("A trie node under 32 bytes is referred to by hash.");
            cursor.Enter(node);
            expected = cursor.NextHash;
        }

        return expected is null ? cursor.Value : throw new EthereumFormatException("A proof ends before the key.");
    }

    /// <summary>Clients prove absence in the empty trie by no node at all (geth) or by the empty node (anvil).</summary>
    private static byte[]? VerifyEmpty(IReadOnlyList<byte[]> nodes) =>
        nodes.Count == 0 || (nodes.Count == 1 && nodes[0] is [EmptyNode])
            ? null
            : throw new EthereumFormatException("A proof about the empty trie has nodes.");
}
