using System.Numerics;

namespace Ledger.Ethereum.Rlp;

/// <summary>The first byte of an item, and the sizes that fit in it.</summary>
internal static class RlpPrefix
{
    /// <summary>The prefix of the empty string; a smaller byte is its own encoding.</summary>
    public const byte String = 0x80;

    /// <summary>The prefix of the empty list.</summary>
    public const byte List = 0xc0;

    /// <summary>The largest size written within the prefix itself.</summary>
    public const int MaxShortSizeBytes = 55;

    /// <summary>Bytes of the number without leading zeros; 0 for zero.</summary>
    public static int MinimalSize(ulong value) => (64 - BitOperations.LeadingZeroCount(value) + 7) / 8;

    /// <summary>Writes the header of an item and returns its size.</summary>
    public static int Write(Span<byte> destination, byte prefix, int sizeBytes)
    {
        if (sizeBytes <= MaxShortSizeBytes)
        {
            destination[0] = (byte)(prefix + sizeBytes);
            return 1;
        }

        var lengthSize = MinimalSize((ulong)sizeBytes);
        destination[0] = (byte)(prefix + MaxShortSizeBytes + lengthSize);
        for (var i = 0; i < lengthSize; i++) destination[1 + i] = (byte)(sizeBytes >> (8 * (lengthSize - 1 - i)));
        return 1 + lengthSize;
    }
}
