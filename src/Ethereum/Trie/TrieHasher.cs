using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Trie;

/// <summary>Computes the root of a Merkle-Patricia trie in one pass over its sorted keys (Ethereum yellow paper, appendix D).</summary>
/// <remarks>
/// A trie over sorted keys is a recursion over ranges, so no tree is built: each node is written behind its parent's first items in
/// one buffer, and cut back to its hash when complete. Nothing is allocated unless the nodes are kept for proofs.
/// </remarks>
internal readonly ref struct TrieHasher
{
    private const int BranchChildren = 16;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<TrieSlice> _entries;
    private readonly Dictionary<Bytes32, byte[]>? _kept;

    /// <summary>Prepares to hash.</summary>
    /// <param name="bytes">All keys and values.</param>
    /// <param name="sortedEntries">Where they are, ascending by key, without duplicates.</param>
    /// <param name="kept">Receives every hashed node by its hash; null to keep none.</param>
    public TrieHasher(ReadOnlySpan<byte> bytes, ReadOnlySpan<TrieSlice> sortedEntries, Dictionary<Bytes32, byte[]>? kept)
    {
        _bytes = bytes;
        _entries = sortedEntries;
        _kept = kept;
    }

    public Bytes32 ComputeRoot()
    {
        if (_entries.IsEmpty) return MerklePatriciaTrie.EmptyRoot;
        var writer = new RlpWriter();
        try
        {
            WriteNode(0, _entries.Length, 0, ref writer);
            var root = Keccak256.Hash(writer.WrittenSpan);
            _kept?.TryAdd(root, writer.ToArray());
            return root;
        }
        finally
        {
            writer.Dispose();
        }
    }

    private void WriteNode(int from, int to, int depth, ref RlpWriter writer)
    {
        if (to - from == 1)
        {
            WriteLeaf(_entries[from], depth, ref writer);
            return;
        }

        var first = Key(_entries[from]);
        var shared = SharedNibbles(first, Key(_entries[to - 1]), depth);
        if (shared == depth)
        {
            WriteBranch(from, to, depth, ref writer);
            return;
        }

        var list = writer.StartList();
        WritePath(first, depth, shared, isLeaf: false, ref writer);
        var child = writer.WrittenSpan.Length;
        WriteBranch(from, to, shared, ref writer);
        ReplaceByHash(child, ref writer);
        writer.EndList(list);
    }

    private void WriteLeaf(TrieSlice entry, int depth, ref RlpWriter writer)
    {
        var key = Key(entry);
        var value = Value(entry);
        Span<byte> path = stackalloc byte[HexPrefix.SizeOf((key.Length * 2) - depth)];
        HexPrefix.Encode(key, depth, key.Length * 2, isLeaf: true, path);
        writer.WriteListHeader(RlpWriter.SizeOf(path) + RlpWriter.SizeOf(value));
        writer.Write(path);
        writer.Write(value);
    }

    private void WriteBranch(int from, int to, int depth, ref RlpWriter writer)
    {
        var list = writer.StartList();
        ReadOnlySpan<byte> value = [];
        if (_entries[from].KeySizeBytes * 2 == depth) value = Value(_entries[from++]);
        for (var nibble = 0; nibble < BranchChildren; nibble++)
        {
            var start = from;
            while (from < to && HexPrefix.Nibble(Key(_entries[from]), depth) == nibble) from++;
            if (from == start)
            {
                writer.Write([]);
                continue;
            }

            var child = writer.WrittenSpan.Length;
            WriteNode(start, from, depth + 1, ref writer);
            ReplaceByHash(child, ref writer);
        }

        writer.Write(value);
        writer.EndList(list);
    }

    /// <summary>A node of 32 bytes or more is referred to by its hash; a shorter one stands in its parent.</summary>
    private void ReplaceByHash(int start, ref RlpWriter writer)
    {
        var node = writer.WrittenSpan[start..];
        if (node.Length < Bytes32.SizeBytes) return;
        var hash = Keccak256.Hash(node);
        _kept?.TryAdd(hash, node.ToArray());
        writer.Truncate(start);
        writer.Write(hash.Span);
    }

    private static void WritePath(ReadOnlySpan<byte> key, int from, int to, bool isLeaf, ref RlpWriter writer)
    {
        Span<byte> path = stackalloc byte[HexPrefix.SizeOf(to - from)];
        HexPrefix.Encode(key, from, to, isLeaf, path);
        writer.Write(path);
    }

    private static int SharedNibbles(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int from)
    {
        var bytes = left.CommonPrefixLength(right);
        var nibbles = bytes * 2;
        if (bytes < left.Length && bytes < right.Length && (left[bytes] ^ right[bytes]) < 0x10) nibbles++;
        return Math.Max(nibbles, from);
    }

    private ReadOnlySpan<byte> Key(TrieSlice entry) => _bytes.Slice(entry.KeyStart, entry.KeySizeBytes);

    private ReadOnlySpan<byte> Value(TrieSlice entry) => _bytes.Slice(entry.ValueStart, entry.ValueSizeBytes);
}
