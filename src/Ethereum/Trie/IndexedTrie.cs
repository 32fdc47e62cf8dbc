using System.Buffers;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Trie;

/// <summary>The trie over a block's list: the value at each index under the RLP of the index, as for transactions, receipts and withdrawals.</summary>
public static class IndexedTrie
{
    /// <summary>Most items in a list; a block of 10 billion gas holds fewer transactions.</summary>
    public const int MaxCount = 1 << 20;

    /// <summary>An item's key: the RLP of its index.</summary>
    /// <param name="index">From 0.</param>
    public static byte[] KeyOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var writer = new RlpWriter();
        writer.Write((ulong)index);
        var key = writer.ToArray();
        writer.Dispose();
        return key;
    }

    /// <summary>The root over encoded items.</summary>
    /// <param name="items">The items in order, each as it is hashed: RLP, or type byte and RLP (EIP-2718).</param>
    public static Bytes32 ComputeRoot(IReadOnlyList<ReadOnlyMemory<byte>> items) =>
        Visit(items, static (ReadOnlySpan<byte> bytes, ReadOnlySpan<TrieSlice> sorted) => new TrieHasher(bytes, sorted, null).ComputeRoot());

    /// <summary>The whole trie over encoded items, to prove them.</summary>
    /// <param name="items">As for <see cref="ComputeRoot"/>.</param>
    public static MerklePatriciaTrie Build(IReadOnlyList<ReadOnlyMemory<byte>> items) =>
        Visit(items, static (ReadOnlySpan<byte> bytes, ReadOnlySpan<TrieSlice> sorted) => MerklePatriciaTrie.FromSorted(bytes, sorted));

    internal delegate T TrieVisitor<out T>(ReadOnlySpan<byte> bytes, ReadOnlySpan<TrieSlice> sorted);

    internal delegate void ItemWriter<in TState>(TState items, int index, ref RlpWriter writer);

    /// <summary>Writes all keys and values into one pooled buffer, in the order of their keys, and shows them to a visitor.</summary>
    internal static TResult Visit<TState, TResult>(TState items, int count, ItemWriter<TState> writeItem, TrieVisitor<TResult> visit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);
        var slices = ArrayPool<TrieSlice>.Shared.Rent(count);
        var writer = new RlpWriter();
        try
        {
            for (var position = 0; position < count; position++)
            {
                var index = IndexAt(position, count);
                var keyStart = writer.WrittenSpan.Length;
                writer.Write((ulong)index);
                var valueStart = writer.WrittenSpan.Length;
                writeItem(items, index, ref writer);
                slices[position] = new TrieSlice(keyStart, valueStart - keyStart, valueStart, writer.WrittenSpan.Length - valueStart);
            }

            return visit(writer.WrittenSpan, slices.AsSpan(0, count));
        }
        finally
        {
            writer.Dispose();
            ArrayPool<TrieSlice>.Shared.Return(slices);
        }
    }

    private static T Visit<T>(IReadOnlyList<ReadOnlyMemory<byte>> items, TrieVisitor<T> visit)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Visit(items, items.Count, static (IReadOnlyList<ReadOnlyMemory<byte>> all, int index, ref RlpWriter writer) => writer.WriteRaw(all[index].Span), visit);
    }

    /// <summary>The index whose key is at a position in key order: 1 … 127 are single bytes, 0 is 0x80, the rest follow.</summary>
    private static int IndexAt(int position, int count)
    {
        var singles = Math.Min(count, 0x80) - 1;
        return position < singles ? position + 1 : position == singles ? 0 : position;
    }
}
