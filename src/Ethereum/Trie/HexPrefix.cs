using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Trie;

/// <summary>The hex-prefix encoding of a path (Ethereum yellow paper, appendix C): two flag bits, then nibbles, two a byte.</summary>
internal static class HexPrefix
{
    private const int OddFlag = 0x10;
    private const int LeafFlag = 0x20;

    public static int SizeOf(int nibbles) => (nibbles / 2) + 1;

    /// <summary>Nibble <paramref name="index"/> of a key, the high half of each byte first.</summary>
    public static int Nibble(ReadOnlySpan<byte> key, int index) => (key[index >> 1] >> ((~index & 1) << 2)) & 0xf;

    /// <summary>Encodes nibbles <paramref name="from"/> to <paramref name="to"/> of a key.</summary>
    public static void Encode(ReadOnlySpan<byte> key, int from, int to, bool isLeaf, Span<byte> destination)
    {
        var isOdd = ((to - from) & 1) != 0;
        destination[0] = (byte)((isLeaf ? LeafFlag : 0) | (isOdd ? OddFlag | Nibble(key, from++) : 0));
        for (var i = 1; from < to; i++, from += 2) destination[i] = (byte)((Nibble(key, from) << 4) | Nibble(key, from + 1));
    }

    /// <summary>Checks the flags of an encoded path.</summary>
    /// <returns>Its number of nibbles.</returns>
    /// <exception cref="EthereumFormatException">The flags are none of the four allowed.</exception>
    public static int Parse(ReadOnlySpan<byte> encoded, out bool isLeaf)
    {
        if (encoded.IsEmpty || encoded[0] >= 0x40 || ((encoded[0] & OddFlag) == 0 && (encoded[0] & 0xf) != 0))
        {
            throw new EthereumFormatException("A trie node's path has malformed flags.");
        }

        isLeaf = (encoded[0] & LeafFlag) != 0;
        return ((encoded.Length - 1) * 2) + ((encoded[0] & OddFlag) != 0 ? 1 : 0);
    }

    /// <summary>Counts the nibbles, from the start, that an encoded path of a known length shares with a key.</summary>
    public static int CountShared(ReadOnlySpan<byte> encoded, int nibbles, ReadOnlySpan<byte> key, int from)
    {
        var skipped = (encoded.Length * 2) - nibbles;
        var most = Math.Min(nibbles, (key.Length * 2) - from);
        var shared = 0;
        while (shared < most && Nibble(encoded, skipped + shared) == Nibble(key, from + shared)) shared++;
        return shared;
    }
}
