using System.Buffers;
using System.Numerics;

namespace Ledger.Ethereum.Rlp;

/// <summary>Writes canonical RLP (Ethereum yellow paper, appendix B) into a pooled buffer that grows as needed.</summary>
/// <remarks>
/// Dispose it to give the buffer back; spans from <see cref="WrittenSpan"/> are dead then. Pass it by <c>ref</c>: a copy would
/// write over the original's bytes.
/// </remarks>
public ref struct RlpWriter
{
    /// <summary>The longest header of an item: one byte and an eight-byte length.</summary>
    internal const int MaxHeaderSizeBytes = 9;

    private const int DefaultCapacityBytes = 256;

    private byte[]? _buffer;
    private int _length;

    /// <summary>Rents a buffer when the first byte is written.</summary>
    public RlpWriter()
    {
        _buffer = null;
        _length = 0;
    }

    /// <summary>Rents a buffer.</summary>
    /// <param name="capacityBytes">A guess of the encoded size; a wrong one costs a copy, nothing else.</param>
    public RlpWriter(int capacityBytes)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(capacityBytes);
        _length = 0;
    }

    /// <summary>Everything written so far.</summary>
    public readonly ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>The encoded size of a byte string.</summary>
    public static int SizeOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 1 && bytes[0] < RlpPrefix.String ? 1 : SizeOfHeader(bytes.Length) + bytes.Length;

    /// <summary>The encoded size of an unsigned number.</summary>
    public static int SizeOf(ulong value) => value < RlpPrefix.String ? 1 : 1 + RlpPrefix.MinimalSize(value);

    /// <summary>The encoded size of a list whose items take <paramref name="payloadSizeBytes"/> together.</summary>
    public static int SizeOfList(int payloadSizeBytes) => SizeOfHeader(payloadSizeBytes) + payloadSizeBytes;

    /// <summary>Writes a byte string.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1 && bytes[0] < RlpPrefix.String)
        {
            WriteRaw(bytes);
            return;
        }

        WriteHeader(RlpPrefix.String, bytes.Length);
        WriteRaw(bytes);
    }

    /// <summary>Writes an unsigned number: big-endian with no leading zero, zero as the empty string.</summary>
    public void Write(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Write(bytes[(sizeof(ulong) - RlpPrefix.MinimalSize(value))..]);
    }

    /// <summary>Writes an unsigned number of any size: big-endian with no leading zero, zero as the empty string.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public void Write(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value.IsZero) Write([]);
        else Write(value.ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Writes bytes that are RLP already, as they are.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(Reserve(encoded.Length));
        _length += encoded.Length;
    }

    /// <summary>Starts a list whose items will take exactly <paramref name="payloadSizeBytes"/>; it needs no end.</summary>
    public void WriteListHeader(int payloadSizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadSizeBytes);
        WriteHeader(RlpPrefix.List, payloadSizeBytes);
    }

    /// <summary>Starts a list of unknown size.</summary>
    /// <returns>A mark for <see cref="EndList"/>.</returns>
    public readonly int StartList() => _length;

    /// <summary>Ends the list begun at <paramref name="start"/>: its items move up to make room for the header.</summary>
    public void EndList(int start)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, _length);
        var size = _length - start;
        var header = SizeOfHeader(size);
        Reserve(header);
        _buffer.AsSpan(start, size).CopyTo(_buffer.AsSpan(start + header));
        RlpPrefix.Write(_buffer.AsSpan(start), RlpPrefix.List, size);
        _length += header;
    }

    /// <summary>Copies out everything written so far.</summary>
    public readonly byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Forgets everything written and keeps the buffer.</summary>
    public void Clear() => _length = 0;

    /// <summary>Forgets everything written after the first <paramref name="length"/> bytes, as when a trie node is replaced by its hash.</summary>
    internal void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length);
        _length = length;
    }

    /// <summary>Gives the buffer back to the pool.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = null;
        _length = 0;
        if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int SizeOfHeader(int sizeBytes) =>
        sizeBytes <= RlpPrefix.MaxShortSizeBytes ? 1 : 1 + RlpPrefix.MinimalSize((ulong)sizeBytes);

    private void WriteHeader(byte prefix, int sizeBytes) =>
        _length += RlpPrefix.Write(Reserve(MaxHeaderSizeBytes), prefix, sizeBytes);

    private Span<byte> Reserve(int sizeBytes)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(Math.Max(DefaultCapacityBytes, sizeBytes));
        if (_buffer.Length - _length < sizeBytes)
        {
            var needed = checked(_length + sizeBytes);
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(Array.MaxLength, _buffer.Length * 2L)));
            WrittenSpan.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
