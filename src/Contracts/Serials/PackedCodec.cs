using System.Buffers;

namespace Ledger.Contracts.Serials;

/// <summary>Codecs 2 and 3: numbers as offsets from the smallest one, all with the bits of the largest offset.</summary>
internal static class PackedCodec
{
    /// <summary>Writes what follows the count.</summary>
    public static void Encode(SerialList list, SerialCodec codec, SerialBlobWriter writer)
    {
        var alphabet = codec == SerialCodec.PackedNumeric
            ? SerialAlphabet.Decimal(list.Width)
            : SerialAlphabet.Used(list.Text, list.Width);
        var numbers = ArrayPool<UInt128>.Shared.Rent(list.Count);
        var (min, max) = (UInt128.MaxValue, UInt128.MinValue);
        for (var i = 0; i < list.Count; i++)
        {
            var number = numbers[i] = alphabet.ToNumber(list.GetAt(i));
            if (number < min) min = number;
            if (number > max) max = number;
        }

        writer.WriteByte((byte)list.Width);
        if (codec == SerialCodec.PackedAlphanumeric) alphabet.WriteBitmap(writer.Take(SerialAlphabet.BitmapSizeBytes));
        writer.WriteNumber(min, alphabet.ValueSizeBytes);
        var bits = Bits.Length(max - min);
        writer.WriteByte((byte)bits);
        for (var i = 0; i < list.Count; i++) writer.WriteBits(numbers[i] - min, bits);
        writer.PadToByte();
        ArrayPool<UInt128>.Shared.Return(numbers);
    }

    /// <summary>Reads what follows the count.</summary>
    public static SerialList Decode(ref SerialBlobReader reader, SerialCodec codec, int count)
    {
        var alphabet = AlphabetField.Read(ref reader, codec == SerialCodec.PackedAlphanumeric);
        var baseOffset = reader.Offset;
        var min = reader.ReadNumber(alphabet.ValueSizeBytes);
        var bits = reader.ReadByte();
        if (min > alphabet.MaxValue || bits > Bits.Length(alphabet.MaxValue))
            throw new SerialListException(SerialErrorCode.OutOfRange, baseOffset, "The smallest number or the bit width does not fit the alphabet.");

        var bodyOffset = reader.Offset;
        var packed = new BitReader(reader.Read((int)(((long)bits * count + 7) / 8)));
        var text = new byte[count * alphabet.Width];
        var (smallest, largest) = (UInt128.MaxValue, UInt128.MinValue);
        for (var i = 0; i < count; i++)
        {
            var offset = packed.ByteOffset;
            packed.TryRead(bits, out var delta);
            if (delta > alphabet.MaxValue - min)
                throw new SerialListException(SerialErrorCode.OutOfRange, bodyOffset + offset, "The number is beyond the alphabet's last serial.");
            if (delta < smallest) smallest = delta;
            if (delta > largest) largest = delta;
            alphabet.WriteSerial(min + delta, text.AsSpan(i * alphabet.Width, alphabet.Width));
        }

        if (smallest != 0 || Bits.Length(largest) != bits)
            throw new SerialListException(SerialErrorCode.NotCanonical, baseOffset, "The base is the smallest number and the bit width that of the largest offset.");
        if (!packed.IsPaddingZero)
            throw new SerialListException(SerialErrorCode.NotCanonical, reader.Offset - 1, "The bits behind the last number are zero.");
        AlphabetField.CheckUsed(alphabet, text, codec == SerialCodec.PackedAlphanumeric, baseOffset);
        return new(text, null, alphabet.Width, 0, count);
    }
}
