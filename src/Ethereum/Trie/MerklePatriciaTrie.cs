using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Trie;

/// <summary>A whole Merkle-Patricia trie (Ethereum yellow paper, appendix D), built once from its keys and values, that proves any key.</summary>
/// <remarks>Immutable and thread-safe. To compute only a root of receipts or transactions, <see cref="ReceiptsTrie"/> and <see cref="IndexedTrie"/> are faster.</remarks>
public sealed class MerklePatriciaTrie
{
    /// <summary>The longest key accepted.</summary>
    public const int MaxKeySizeBytes = 128;

    private readonly Dictionary<Bytes32, byte[]> _nodes = [];

    private MerklePatriciaTrie(ReadOnlySpan<byte> bytes, ReadOnlySpan<TrieSlice> sorted) =>
        Root = new TrieHasher(bytes, sorted, _nodes).ComputeRoot();

    /// <summary>The root of the trie with no keys: Keccak-256 of the empty RLP string.</summary>
    public static Bytes32 EmptyRoot { get; } = Keccak256.Hash([0x80]);

    /// <summary>The root hash.</summary>
    public Bytes32 Root { get; }

    /// <summary>Builds a trie.</summary>
    /// <param name="entries">The keys, each once, in any order, with values that are not empty.</param>
    /// <exception cref="ArgumentException">A key is there twice or too long, or a value is empty (in a trie, an empty value is an absent one).</exception>
    public static MerklePatriciaTrie Build(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var sorted = entries.ToArray();
        Array.Sort(sorted, static (left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        var bytes = new byte[sorted.Sum(static entry => entry.Key.Length + entry.Value.Length)];
        var slices = new TrieSlice[sorted.Length];
        var used = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var (key, value) = sorted[i];
            if (key.Length > MaxKeySizeBytes) throw new ArgumentException($"A key is longer than {MaxKeySizeBytes} bytes.", nameof(entries));
            if (value.Length == 0) throw new ArgumentException("A value is empty.", nameof(entries));
            if (i > 0 && key.AsSpan().SequenceEqual(sorted[i - 1].Key)) throw new ArgumentException("A key is there twice.", nameof(entries));
            slices[i] = new TrieSlice(used, key.Length, used + key.Length, value.Length);
            key.CopyTo(bytes, used);
            value.CopyTo(bytes, used + key.Length);
            used += key.Length + value.Length;
        }

        return new MerklePatriciaTrie(bytes, slices);
    }

    /// <summary>Builds a secure trie: under the Keccak-256 of each key, as the state and storage tries are.</summary>
    /// <param name="entries">As for <see cref="Build"/>.</param>
    /// <exception cref="ArgumentException">As for <see cref="Build"/>.</exception>
    public static MerklePatriciaTrie BuildSecure(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Build(entries.Select(static entry => KeyValuePair.Create(Keccak256.Hash(entry.Key).ToArray(), entry.Value)));
    }

    /// <summary>The nodes from the root towards a key: proof of its value, or of its absence, for <see cref="TrieProof.Verify"/>.</summary>
    /// <param name="key">The key as it stands in the trie; of a secure trie, the hashed one.</param>
    public IReadOnlyList<byte[]> Prove(ReadOnlySpan<byte> key)
    {
        var path = new List<byte[]>();
        if (Root == EmptyRoot) return path;
        var cursor = new TrieCursor(key);
        for (Bytes32? next = Root; next is { } hash; next = cursor.NextHash)
        {
            var node = _nodes[hash];
            path.Add(node);
            cursor.Enter(node);
        }

        return path;
    }

    internal static MerklePatriciaTrie FromSorted(ReadOnlySpan<byte> bytes, ReadOnlySpan<TrieSlice> sorted) => new(bytes, sorted);
}
