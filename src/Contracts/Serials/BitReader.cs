using System.Buffers.Binary;
using System.Numerics;

namespace Ledger.Contracts.Serials;

/// <summary>Reads bits, most significant first; tells truncation by returning false.</summary>
internal ref struct BitReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _bit;

    /// <summary>Reads from the first bit of the bytes.</summary>
    public BitReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The byte that holds the next bit.</summary>
    public readonly int ByteOffset => _bit >> 3;

    /// <summary>Bytes begun so far.</summary>
    public readonly int BytesUsed => (_bit + 7) >> 3;

    /// <summary>Whether the bits left in the byte that was begun are zero.</summary>
    public readonly bool IsPaddingZero => (_bit & 7) == 0 || (_bytes[_bit >> 3] & (0xFF >> (_bit & 7))) == 0;

    private readonly int BitsLeft => _bytes.Length * 8 - _bit;

    /// <summary>Passes over bits.</summary>
    public bool TrySkip(long bits)
    {
        if (bits > BitsLeft) return false;
        _bit += (int)bits;
        return true;
    }

    /// <summary>Reads up to 128 bits.</summary>
    public bool TryRead(int bits, out UInt128 value)
    {
        value = 0;
        if (bits > BitsLeft) return false;
        if (bits > 112)
        {
            value = (UInt128)ReadWord(bits - 112) << 112;
            bits = 112;
        }

        if (bits > 56)
        {
            value |= (UInt128)ReadWord(bits - 56) << 56;
            bits = 56;
        }

        value |= ReadWord(bits);
        return true;
    }

    /// <summary>Reads one bits up to a zero bit.</summary>
    public bool TryReadUnary(out int ones)
    {
        ones = 0;
        while (BitsLeft > 0)
        {
            var available = Math.Min(56, BitsLeft);
            // Bits behind the available ones count as zeros here, so they end a run.
            var run = BitOperations.LeadingZeroCount(~Peek() | ulong.MaxValue >> available);
            if (run < available)
            {
                ones += run;
                _bit += run + 1;
                return true;
            }

            ones += available;
            _bit += available;
        }

        return false;
    }

    private ulong ReadWord(int bits)
    {
        if (bits == 0) return 0;
        var value = Peek() >> (64 - bits);
        _bit += bits;
        return value;
    }

    /// <summary>At least the next 57 bits, left-aligned, zeros behind the end.</summary>
    private readonly ulong Peek()
    {
        var rest = _bytes[(_bit >> 3)..];
        if (rest.Length >= 8) return BinaryPrimitives.ReadUInt64BigEndian(rest) << (_bit & 7);
        ulong value = 0;
        for (var i = 0; i < rest.Length; i++) value |= (ulong)rest[i] << (56 - 8 * i);
        return value << (_bit & 7);
    }
}
