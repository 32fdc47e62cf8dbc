using System.Buffers.Binary;
using Ledger.Contracts.Serials;

namespace Ledger.Bench.Serials;

/// <summary>Serials that look random, never repeat and can be made again from their number.</summary>
internal abstract class SerialShape
{
    /// <summary>Twelve digits.</summary>
    public static SerialShape TwelveDigits { get; } = new Digits();

    /// <summary>Twenty characters of digits and both cases.</summary>
    public static SerialShape TwentyCharacters { get; } = new Characters("20_characters", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Twenty characters of all that GS1 allows in a serial.</summary>
    public static SerialShape TwentyOfSet82 { get; } =
        new Characters("20_of_set_82", "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Twelve digits in ascending order, one of ten thousand numbers used.</summary>
    public static SerialShape SortedTwelveDigits { get; } = new Ascending();

    /// <summary>The name in figures.</summary>
    public abstract string Name { get; }

    /// <summary>Characters of a serial.</summary>
    public abstract int Width { get; }

    /// <summary>The codec in which a list of them is smallest.</summary>
    public abstract SerialCodec Codec { get; }

    /// <summary>Writes a serial.</summary>
    public abstract void Write(long number, Span<byte> serial);

    /// <summary>The finisher of splitmix64, a permutation of the 64-bit numbers.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
        value = (value ^ value >> 27) * 0x94D049BB133111EB;
        return value ^ value >> 31;
    }

    private static void WriteDigits(ulong value, Span<byte> serial)
    {
        for (var i = serial.Length - 1; i >= 0; i--)
        {
            serial[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }

    private sealed class Digits : SerialShape
    {
        private const ulong Half = 1_000_000;

        public override string Name => "12_digits";

        public override int Width => 12;

        public override SerialCodec Codec => SerialCodec.PackedNumeric;

        public override void Write(long number, Span<byte> serial)
        {
            // A Feistel network over two six-digit halves: a permutation of the space without the regular gaps of a product,
            // which would compress.
            var (left, right) = ((ulong)number / Half, (ulong)number % Half);
            for (var round = 1UL; round <= 4; round++) (left, right) = (right, (left + Mix(right + round * 0x9E3779B97F4A7C15)) % Half);
            WriteDigits(left * Half + right, serial);
        }
    }

    private sealed class Ascending : SerialShape
    {
        private const ulong Stride = 10_000;

        public override string Name => "sorted_12_digits";

        public override int Width => 12;

        public override SerialCodec Codec => SerialCodec.SortedSet;

        public override void Write(long number, Span<byte> serial) =>
            WriteDigits((ulong)number * Stride + Mix((ulong)number + 1) % Stride, serial);
    }

    private sealed class Characters(string name, string symbols) : SerialShape
    {
        private const int AllOfSet82 = 82;

        public override string Name => name;

        public override int Width => 20;

        public override SerialCodec Codec => symbols.Length < AllOfSet82 ? SerialCodec.PackedAlphanumeric : SerialCodec.PackedText;

        public override void Write(long number, Span<byte> serial)
        {
            Span<byte> mixed = stackalloc byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(mixed, Mix((ulong)number));
            BinaryPrimitives.WriteUInt64LittleEndian(mixed[8..], Mix((ulong)number + 0x9E3779B97F4A7C15));
            for (var half = 0; half < 2; half++)
            {
                var value = BinaryPrimitives.ReadUInt64LittleEndian(mixed[(8 * half)..]);
                for (var i = 0; i < 10; i++)
                {
                    serial[half * 10 + i] = (byte)symbols[(int)(value % (ulong)symbols.Length)];
                    value /= (ulong)symbols.Length;
                }
            }
        }
    }
}
