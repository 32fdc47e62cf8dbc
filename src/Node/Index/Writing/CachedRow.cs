using System.Buffers.Binary;

namespace Ledger.Node.Index.Writing;

/// <summary>A row that was read or changed while blocks are applied.</summary>
internal sealed class CachedRow(byte[] key)
{
    private readonly ulong _head = HeadOf(key);

    /// <summary>The key.</summary>
    public byte[] Key { get; } = key;

    /// <summary>The value; null when there is no such row.</summary>
    public byte[]? Value { get; set; }

    /// <summary>The last block before which the value was kept for answers about the past.</summary>
    public ulong PastBlock { get; set; }

    /// <summary>Whether it differs from what is stored.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Compares two rows of one kind by their keys.</summary>
    public static int CompareKeys(CachedRow left, CachedRow right)
    {
        // Most keys differ in their first eight bytes, which compare as one number.
        return left._head != right._head ? left._head.CompareTo(right._head) : left.Key.AsSpan().SequenceCompareTo(right.Key);
    }

    private static ulong HeadOf(ReadOnlySpan<byte> key)
    {
        if (key.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(key);
        Span<byte> head = stackalloc byte[sizeof(ulong)];
        head.Clear();
        key.CopyTo(head);
        return BinaryPrimitives.ReadUInt64BigEndian(head);
    }
}
