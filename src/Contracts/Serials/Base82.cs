using System.Buffers.Binary;

namespace Ledger.Contracts.Serials;

/// <summary>
/// Serials over all of GS1 set 82 as whole big-endian numbers: the characters in ASCII order are the digits 0 to 81. At most
/// 20 digits are two halves of ten, and 82^10 is a number of 64 bits, so everything is done in machine words.
/// </summary>
internal static class Base82
{
    private const int Radix = CharacterSet82.Count;
    private const int HalfWidth = 10;
    private const ulong HalfPower = 13_744_803_133_596_058_624;
    private const int PairPower = Radix * Radix;

    /// <summary>floor((2^128 - 1) / 82^10) - 2^64: 82^10 has its highest bit set, as the division by reciprocal needs it.</summary>
    private static readonly ulong Reciprocal = (ulong)(UInt128.MaxValue / HalfPower);

    private static readonly byte[] Pairs = BuildPairs();
    private static readonly UInt128[] Powers = BuildPowers();
    private static readonly byte[] Sizes = [.. Powers.Select(power => (byte)((Bits.Length(power - 1) + 7) / 8))];

    /// <summary>Whole bytes that hold any serial of a width.</summary>
    public static int SizeBytesOf(int width) => Sizes[width];

    /// <summary>Writes the number of a serial of characters of the set into as many bytes as its width takes.</summary>
    public static void WriteNumber(ReadOnlySpan<byte> serial, Span<byte> number)
    {
        var split = Math.Max(serial.Length - HalfWidth, 0);
        var low = ToHalf(serial[split..]);
        if (split == 0)
        {
            WriteWord(low, number);
            return;
        }

        var high = Math.BigMul(ToHalf(serial[..split]), HalfPower, out var product);
        low += product;
        if (low < product) high++;
        var lowPart = Math.Min(number.Length, sizeof(ulong));
        WriteWord(low, number[^lowPart..]);
        WriteWord(high, number[..^lowPart]);
    }

    /// <summary>Writes the serial that has a number; the widths of both belong together.</summary>
    /// <returns>False, and nothing is written, when no serial of this width has the number.</returns>
    public static bool TryWriteSerial(ReadOnlySpan<byte> number, Span<byte> serial)
    {
        var lowPart = Math.Min(number.Length, sizeof(ulong));
        var low = ReadWord(number[^lowPart..]);
        var high = ReadWord(number[..^lowPart]);
        if (new UInt128(high, low) >= Powers[serial.Length]) return false;
        var split = serial.Length - HalfWidth;
        if (split <= 0)
        {
            WriteHalf(low, serial);
            return true;
        }

        var quotient = DivideByHalfPower(high, low, out var remainder);
        WriteHalf(quotient, serial[..split]);
        WriteHalf(remainder, serial[split..]);
        return true;
    }

    /// <summary>
    /// Two words by one with a reciprocal instead of a division (Möller and Granlund, Improved division by invariant integers,
    /// IEEE Transactions on Computers 60, 2011, algorithm 4). The high word is below 82^10 because the number is below 82^20.
    /// </summary>
    private static ulong DivideByHalfPower(ulong high, ulong low, out ulong remainder)
    {
        var quotient = Math.BigMul(Reciprocal, high, out var fraction);
        fraction += low;
        quotient += high + 1 + (fraction < low ? 1UL : 0);
        remainder = low - (quotient * HalfPower);
        if (remainder > fraction)
        {
            quotient--;
            remainder += HalfPower;
        }

        if (remainder >= HalfPower)
        {
            quotient++;
            remainder -= HalfPower;
        }

        return quotient;
    }

    private static ulong ToHalf(ReadOnlySpan<byte> text)
    {
        ulong value = 0;
        foreach (var character in text) value = (value * Radix) + CharacterSet82.PositionOf(character);
        return value;
    }

    private static void WriteHalf(ulong value, Span<byte> text)
    {
        var place = text.Length;
        for (; place > 1; place -= 2)
        {
            var quotient = value / PairPower;
            var pair = 2 * (int)(value - (quotient * PairPower));
            text[place - 1] = Pairs[pair + 1];
            text[place - 2] = Pairs[pair];
            value = quotient;
        }

        if (place == 1) text[0] = CharacterSet82.Characters[(int)value];
    }

    private static ulong ReadWord(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(bytes);
        ulong value = 0;
        foreach (var part in bytes) value = value << 8 | part;
        return value;
    }

    private static void WriteWord(ulong value, Span<byte> bytes)
    {
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            bytes[i] = (byte)value;
            value >>= 8;
        }
    }

    private static byte[] BuildPairs()
    {
        var pairs = new byte[2 * PairPower];
        for (var i = 0; i < PairPower; i++)
        {
            pairs[2 * i] = CharacterSet82.Characters[i / Radix];
            pairs[(2 * i) + 1] = CharacterSet82.Characters[i % Radix];
        }

        return pairs;
    }

    private static UInt128[] BuildPowers()
    {
        var powers = new UInt128[SerialList.MaxSerialLength + 1];
        powers[0] = 1;
        for (var width = 1; width < powers.Length; width++) powers[width] = powers[width - 1] * Radix;
        return powers;
    }
}
