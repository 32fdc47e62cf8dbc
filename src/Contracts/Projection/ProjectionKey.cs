using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection;

/// <summary>A row's key, held in place. Made by <see cref="ProjectionKeys"/>.</summary>
public struct ProjectionKey
{
    /// <summary>The longest key.</summary>
    public const int MaximumSizeBytes = 44;

    private Bytes _bytes;
    private int _length;

    /// <summary>The key; valid while the value itself stays in place.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Span => ((ReadOnlySpan<byte>)_bytes)[.._length];

    /// <summary>Hexadecimal text.</summary>
    public override readonly string ToString() => Hex.ToHex(Span);

    [UnscopedRef]
    internal ref ProjectionKey Byte(byte value)
    {
        Next(1)[0] = value;
        return ref this;
    }

    [UnscopedRef]
    internal ref ProjectionKey UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Next(sizeof(uint)), value);
        return ref this;
    }

    [UnscopedRef]
    internal ref ProjectionKey UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Next(sizeof(ulong)), value);
        return ref this;
    }

    [UnscopedRef]
    internal ref ProjectionKey Append(scoped ReadOnlySpan<byte> value)
    {
        value.CopyTo(Next(value.Length));
        return ref this;
    }

    [UnscopedRef]
    private Span<byte> Next(int sizeBytes)
    {
        if (_length + sizeBytes > MaximumSizeBytes) throw new ArgumentException($"A key has at most {MaximumSizeBytes} bytes.", nameof(sizeBytes));
        var next = ((Span<byte>)_bytes).Slice(_length, sizeBytes);
        _length += sizeBytes;
        return next;
    }

    [InlineArray(MaximumSizeBytes)]
    private struct Bytes
    {
        private byte _element;
    }
}
