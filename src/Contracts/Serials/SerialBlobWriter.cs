using System.Buffers.Binary;

namespace Ledger.Contracts.Serials;

/// <summary>Collects the bytes of a blob. Bits go most significant first; <see cref="PadToByte"/> ends them.</summary>
internal sealed class SerialBlobWriter
{
    private byte[] _buffer;
    private int _count;
    private ulong _pending;
    private int _pendingBits;

    /// <summary>Starts empty.</summary>
    /// <param name="capacity">Bytes expected.</param>
    public SerialBlobWriter(int capacity) => _buffer = new byte[Math.Max(capacity, 16)];

    /// <summary>The bytes so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _count);

    /// <summary>Appends one byte.</summary>
    public void WriteByte(byte value) => Take(1)[0] = value;

    /// <summary>Appends a 16-bit number, big-endian.</summary>
    public void WriteUInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)value);

    /// <summary>Appends the low bytes of a number, big-endian.</summary>
    public void WriteNumber(UInt128 value, int sizeBytes)
    {
        var bytes = Take(sizeBytes);
        for (var i = sizeBytes - 1; i >= 0; i--)
        {
            bytes[i] = (byte)value;
            value >>= 8;
        }
    }

    /// <summary>Makes room for bytes that the caller fills.</summary>
    public Span<byte> Take(int sizeBytes)
    {
        if (_count + sizeBytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _count + sizeBytes));
        _count += sizeBytes;
        return _buffer.AsSpan(_count - sizeBytes, sizeBytes);
    }

    /// <summary>Appends the low bits of a value.</summary>
    public void WriteBits(UInt128 value, int bits)
    {
        if (bits > 64)
        {
            WriteWord((ulong)(value >> 64), bits - 64);
            bits = 64;
        }

        WriteWord((ulong)value, bits);
    }

    /// <summary>Appends a number of one bits and a zero bit.</summary>
    public void WriteUnary(ulong ones)
    {
        for (; ones >= 24; ones -= 24) WriteWord(0xFFFFFF, 24);
        WriteWord(((1UL << (int)ones) - 1) << 1, (int)ones + 1);
    }

    /// <summary>Fills the last byte with zero bits.</summary>
    public void PadToByte()
    {
        if (_pendingBits > 0) WriteByte((byte)(_pending << (8 - _pendingBits)));
        _pending = 0;
        _pendingBits = 0;
    }

    private void WriteWord(ulong value, int bits)
    {
        if (bits > 32)
        {
            WriteWord(value >> 32, bits - 32);
            bits = 32;
        }

        // At most 7 bits are pending, so 32 more always fit.
        _pending = _pending << bits | value & ((1UL << bits) - 1);
        _pendingBits += bits;
        while (_pendingBits >= 8)
        {
            _pendingBits -= 8;
            WriteByte((byte)(_pending >> _pendingBits));
        }

        _pending &= (1UL << _pendingBits) - 1;
    }
}
