using System.Buffers.Binary;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Words;

/// <summary>A 256-bit storage word, read by bit offset from the lowest bit, as the contracts draw their layouts.</summary>
/// <param name="Highest">Bits 192 to 255.</param>
/// <param name="High">Bits 128 to 191.</param>
/// <param name="Low">Bits 64 to 127.</param>
/// <param name="Lowest">Bits 0 to 63.</param>
public readonly record struct StorageWord(ulong Highest, ulong High, ulong Low, ulong Lowest)
{
    /// <summary>The number of bytes.</summary>
    public const int SizeBytes = 32;

    /// <summary>All bits zero: no record.</summary>
    public static StorageWord Zero => default;

    /// <summary>Whether no bit is set.</summary>
    public bool IsZero => (Highest | High | Low | Lowest) == 0;

    /// <summary>Reads 32 bytes, big-endian.</summary>
    /// <exception cref="EthereumFormatException">The span is not 32 bytes.</exception>
    public static StorageWord Read(ReadOnlySpan<byte> bytes) => bytes.Length == SizeBytes
        ? new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]))
        : throw new EthereumFormatException($"A storage word has {SizeBytes} bytes, got {bytes.Length}.");

    /// <summary>Writes 32 bytes, big-endian.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, Highest);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], Low);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], Lowest);
    }

    /// <summary>The word as 32 big-endian bytes.</summary>
    public Bytes32 ToBytes32()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        Write(bytes);
        return new(bytes);
    }

    /// <summary>Reads a field of up to 64 bits.</summary>
    /// <param name="offset">The field's lowest bit.</param>
    /// <param name="width">The field's number of bits, 1 to 64.</param>
    public ulong Bits(int offset, int width)
    {
        var limb = offset >> 6;
        var shift = offset & 63;
        var value = Limb(limb) >> shift;
        if (shift != 0 && shift + width > 64) value |= Limb(limb + 1) << (64 - shift);
        return width == 64 ? value : value & ((1ul << width) - 1);
    }

    /// <summary>Hexadecimal with <c>0x</c>, 64 digits.</summary>
    public override string ToString() => ToBytes32().ToString();

    private ulong Limb(int index) => index switch
    {
        0 => Lowest,
        1 => Low,
        2 => High,
        3 => Highest,
        _ => 0,
    };
}
