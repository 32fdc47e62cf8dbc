using System.Buffers.Binary;

namespace Ledger.Contracts.Serials;

/// <summary>
/// Serials of one width over one alphabet, read as numbers: the symbols in ASCII order are the digits, the first
/// character is the most significant. So numeric order is the ordinal order of the texts, and 82^20 &lt; 2^128.
/// </summary>
internal sealed class SerialAlphabet
{
    /// <summary>Bytes of a declared alphabet: one bit for each character of set 82, first character first, six zero bits.</summary>
    public const int BitmapSizeBytes = 11;

    private static readonly SerialAlphabet[] DecimalByWidth =
        [.. Enumerable.Range(0, SerialList.MaxSerialLength + 1).Select(width => new SerialAlphabet("0123456789"u8.ToArray(), width))];

    private readonly byte[] _symbols;
    private readonly byte[] _bitmap = new byte[BitmapSizeBytes];
    private readonly byte[] _digits = new byte[256];
    private readonly int _lowWidth;
    private readonly ulong _lowPower = 1;

    private SerialAlphabet(byte[] symbols, int width)
    {
        _symbols = symbols;
        Width = width;
        _digits.AsSpan().Fill(CharacterSet82.None);
        for (var i = 0; i < symbols.Length; i++) _digits[symbols[i]] = (byte)i;

        // The low characters that fit 64 bits are handled in one machine word; the rest in a second one.
        var radix = (ulong)symbols.Length;
        while (_lowWidth < width && _lowPower <= ulong.MaxValue / radix)
        {
            _lowPower *= radix;
            _lowWidth++;
        }

        UInt128 count = 1;
        for (var i = 0; i < width; i++) count *= radix;
        MaxValue = count - 1;
        ValueSizeBytes = (Bits.Length(MaxValue) + 7) / 8;
        WriteBitmap(_bitmap);
    }

    /// <summary>Characters of each serial.</summary>
    public int Width { get; }

    /// <summary>How many symbols there are.</summary>
    public int Radix => _symbols.Length;

    /// <summary>The largest number that a serial can be.</summary>
    public UInt128 MaxValue { get; }

    /// <summary>Whole bytes that hold <see cref="MaxValue"/>.</summary>
    public int ValueSizeBytes { get; }

    /// <summary>The ten digits.</summary>
    public static SerialAlphabet Decimal(int width) => DecimalByWidth[width];

    /// <summary>The characters that the serials use.</summary>
    public static SerialAlphabet Used(ReadOnlySpan<byte> text, int width)
    {
        var used = UsedBy(text);
        return FromUsed(used, width);
    }

    /// <summary>Reads a declared alphabet.</summary>
    /// <returns>Null when it names no character or a spare bit is set.</returns>
    public static SerialAlphabet? FromBitmap(ReadOnlySpan<byte> bitmap, int width)
    {
        var used = (UInt128)BinaryPrimitives.ReadUInt64BigEndian(bitmap) << 64 |
            (UInt128)BinaryPrimitives.ReadUInt16BigEndian(bitmap[8..]) << 48 | (UInt128)bitmap[10] << 40;
        var spare = (UInt128.One << (128 - CharacterSet82.Count)) - 1;
        return used == 0 || (used & spare) != 0 ? null : FromUsed(used, width);
    }

    /// <summary>Writes the declared alphabet.</summary>
    public void WriteBitmap(Span<byte> bitmap)
    {
        var used = UsedBy(_symbols);
        BinaryPrimitives.WriteUInt64BigEndian(bitmap, (ulong)(used >> 64));
        BinaryPrimitives.WriteUInt16BigEndian(bitmap[8..], (ushort)(used >> 48));
        bitmap[10] = (byte)(used >> 40);
    }

    /// <summary>Whether a field of width and bitmap declares this alphabet.</summary>
    public bool IsDeclaredBy(ReadOnlySpan<byte> field) =>
        field.Length > BitmapSizeBytes && field[0] == Width && field.Slice(1, BitmapSizeBytes).SequenceEqual(_bitmap);

    /// <summary>Whether the texts use every symbol.</summary>
    public bool IsUsedUpBy(ReadOnlySpan<byte> text) => UsedBy(text) == UsedBy(_symbols);

    /// <summary>Whether all symbols are decimal digits.</summary>
    public bool IsDecimal => _symbols[0] >= '0' && _symbols[^1] <= '9';

    /// <summary>The number of a serial made of symbols of this alphabet only.</summary>
    public UInt128 ToNumber(ReadOnlySpan<byte> serial)
    {
        var split = Width - _lowWidth;
        var low = ToWord(serial[split..]);
        return split == 0 ? low : (UInt128)ToWord(serial[..split]) * _lowPower + low;
    }

    /// <summary>Writes the serial that has a number at most <see cref="MaxValue"/>.</summary>
    public void WriteSerial(UInt128 number, Span<byte> serial)
    {
        var split = Width - _lowWidth;
        if (split == 0)
        {
            WriteWord((ulong)number, serial);
            return;
        }

        var (high, low) = UInt128.DivRem(number, _lowPower);
        WriteWord((ulong)high, serial[..split]);
        WriteWord((ulong)low, serial[split..]);
    }

    private static UInt128 UsedBy(ReadOnlySpan<byte> text)
    {
        Span<ulong> halves = stackalloc ulong[2];
        foreach (var character in text)
        {
            var position = CharacterSet82.PositionOf(character);
            halves[position >> 6] |= 1UL << (63 - (position & 63));
        }

        return new(halves[0], halves[1]);
    }

    private static SerialAlphabet FromUsed(UInt128 used, int width)
    {
        Span<byte> symbols = stackalloc byte[CharacterSet82.Count];
        var count = 0;
        for (var i = 0; i < CharacterSet82.Count; i++)
        {
            if ((used & UInt128.One << (127 - i)) != 0) symbols[count++] = CharacterSet82.Characters[i];
        }

        return new(symbols[..count].ToArray(), width);
    }

    private ulong ToWord(ReadOnlySpan<byte> text)
    {
        ulong value = 0;
        var radix = (ulong)_symbols.Length;
        foreach (var character in text) value = value * radix + _digits[character];
        return value;
    }

    private void WriteWord(ulong value, Span<byte> text)
    {
        // The constant divisor of the decimal case compiles to a multiplication, about five times as fast.
        if (_symbols.Length == 10)
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                var quotient = value / 10;
                text[i] = _symbols[(int)(value - quotient * 10)];
                value = quotient;
            }

            return;
        }

        // Two characters a step: one 64-bit division for both and a cheap 32-bit one to part them.
        var radix = (uint)_symbols.Length;
        ulong square = radix * radix;
        var place = text.Length - 1;
        for (; place > 0; place -= 2)
        {
            var quotient = value / square;
            var pair = (uint)(value - quotient * square);
            var high = pair / radix;
            text[place - 1] = _symbols[high];
            text[place] = _symbols[pair - high * radix];
            value = quotient;
        }

        if (place == 0) text[0] = _symbols[value % radix];
    }
}
