using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Anchors;

/// <summary>
/// A Merkle tree over off-chain events, hashed as OpenZeppelin's <c>MerkleProof</c> expects: a leaf is keccak256(keccak256(event)), a pair is
/// hashed lower first. An odd node of a level moves up as it is.
/// </summary>
public sealed class MerkleTree
{
    /// <summary>The most events in one tree.</summary>
    public const int MaximumCount = 1 << 20;

    private readonly List<Bytes32[]> _levels = [];

    private MerkleTree(Bytes32[] leaves)
    {
        _levels.Add(leaves);
        while (_levels[^1].Length > 1) _levels.Add(Above(_levels[^1]));
    }

    /// <summary>How many events there are.</summary>
    public int Count => _levels[0].Length;

    /// <summary>What is anchored.</summary>
    public Bytes32 Root => _levels[^1][0];

    /// <summary>Builds the tree.</summary>
    /// <param name="events">The events' bytes, as whoever checks a proof will have them; 1 to <see cref="MaximumCount"/>.</param>
    /// <exception cref="ArgumentException">None or too many.</exception>
    public static MerkleTree Of(IEnumerable<ReadOnlyMemory<byte>> events)
    {
        var leaves = events.Take(MaximumCount + 1).Select(e => LeafOf(e.Span)).ToArray();
        if (leaves.Length is 0 or > MaximumCount) throw new ArgumentException($"A tree has 1 to {MaximumCount} events.", nameof(events));
        return new MerkleTree(leaves);
    }

    /// <summary>The leaf of an event: hashed twice, so that no inner node can pass for one.</summary>
    public static Bytes32 LeafOf(ReadOnlySpan<byte> content) => Keccak256.Hash(Keccak256.Hash(content).Span);

    /// <summary>The path from a leaf to the root: the sibling at each level that has one.</summary>
    /// <param name="index">The event's place, from 0.</param>
    public IReadOnlyList<Bytes32> ProofOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var path = new List<Bytes32>();
        foreach (var level in _levels)
        {
            var sibling = index ^ 1;
            if (sibling < level.Length) path.Add(level[sibling]);
            index >>= 1;
        }

        return path;
    }

    /// <summary>Whether a leaf is in the tree of a root.</summary>
    public static bool Verify(Bytes32 root, Bytes32 leaf, IEnumerable<Bytes32> proof) => proof.Aggregate(leaf, Pair) == root;

    private static Bytes32[] Above(Bytes32[] level)
    {
        var above = new Bytes32[(level.Length + 1) / 2];
        for (var i = 0; i < above.Length; i++) above[i] = (2 * i) + 1 < level.Length ? Pair(level[2 * i], level[(2 * i) + 1]) : level[2 * i];
        return above;
    }

    private static Bytes32 Pair(Bytes32 a, Bytes32 b)
    {
        Span<byte> both = stackalloc byte[2 * Bytes32.SizeBytes];
        var isOrdered = a.Span.SequenceCompareTo(b.Span) <= 0;
        (isOrdered ? a : b).Span.CopyTo(both);
        (isOrdered ? b : a).Span.CopyTo(both[Bytes32.SizeBytes..]);
        return Keccak256.Hash(both);
    }
}
