using System.Buffers.Binary;

namespace Ledger.Node.Index.Writing;

/// <summary>A row as a batch leaves it.</summary>
internal readonly struct RowChange(byte[] key, byte[]? value)
{
    private readonly ulong _head = HeadOf(key);

    /// <summary>The key.</summary>
    public byte[] Key { get; } = key;

    /// <summary>The value; null when the row is removed. Never changed: what comes later is another array.</summary>
    public byte[]? Value { get; } = value;

    /// <summary>Compares two rows of one kind by their keys.</summary>
    public static int CompareKeys(RowChange left, RowChange right)
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
