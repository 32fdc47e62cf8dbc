namespace Ledger.Contracts.Serials;

/// <summary>Reads single serials of a blob that was written by <see cref="SerialList.Encode(SerialCodec)"/>, without decoding the rest.</summary>
/// <remarks>Constant time for codecs 2, 3 and 5, linear in the index for the others. Trusts what it skips: use <see cref="SerialList.Decode"/> for bytes from elsewhere.</remarks>
public static class SerialBlob
{
    /// <summary>Alphabets repeat from blob to blob, so the last one declared is kept for each thread.</summary>
    [ThreadStatic]
    private static SerialAlphabet? LastDeclared;

    /// <summary>How many serials the blob has.</summary>
    /// <exception cref="SerialListException">The blob is too short.</exception>
    public static int ReadCount(ReadOnlySpan<byte> blob)
    {
        var reader = new SerialBlobReader(blob);
        reader.ReadByte();
        return reader.ReadUInt16();
    }

    /// <summary>Reads one serial.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="index">The serial's index.</param>
    /// <param name="destination">Receives the ASCII; <see cref="SerialList.MaxSerialLength"/> bytes always do.</param>
    /// <returns>The serial's length.</returns>
    /// <exception cref="SerialListException">The blob is malformed where it was read, or has no such serial.</exception>
    public static int ReadAt(ReadOnlySpan<byte> blob, int index, Span<byte> destination)
    {
        var reader = new SerialBlobReader(blob);
        var codec = (SerialCodec)reader.ReadByte();
        if ((uint)index >= (uint)reader.ReadUInt16())
            throw new SerialListException(SerialErrorCode.OutOfRange, 1, "The blob has no serial of this index.");
        return codec switch
        {
            SerialCodec.Text => TextCodec.ReadAt(ref reader, index, destination),
            SerialCodec.PackedText => PackedTextCodec.ReadAt(ref reader, index, destination),
            SerialCodec.SortedSet => ReadSorted(ref reader, index, destination),
            SerialCodec.PackedNumeric or SerialCodec.PackedAlphanumeric => ReadPacked(ref reader, codec, index, destination),
            _ => throw new SerialListException(SerialErrorCode.UnknownCodec, 0, $"{(int)codec} names no codec; 1 to 5 do."),
        };
    }

    private static int ReadPacked(ref SerialBlobReader reader, SerialCodec codec, int index, Span<byte> destination)
    {
        var alphabet = ReadAlphabet(ref reader, codec == SerialCodec.PackedAlphanumeric);
        var min = reader.ReadNumber(alphabet.ValueSizeBytes);
        var bits = reader.ReadByte();
        var packed = new BitReader(reader.Rest);
        if (bits > 128 || !packed.TrySkip((long)bits * index) || !packed.TryRead(bits, out var delta))
            throw new SerialListException(SerialErrorCode.Truncated, reader.Offset, "The blob ends before this serial.");
        return Write(alphabet, min + delta, reader.Offset, destination);
    }

    private static int ReadSorted(ref SerialBlobReader reader, int index, Span<byte> destination)
    {
        var isDeclared = reader.ReadByte() == 1;
        var alphabet = ReadAlphabet(ref reader, isDeclared);
        var number = reader.ReadNumber(alphabet.ValueSizeBytes);
        var parameter = reader.ReadByte();
        var body = new BitReader(reader.Rest);
        for (var i = 0; i < index; i++)
        {
            if (parameter > 128 || !body.TryReadUnary(out var quotient) || !body.TryRead(parameter, out var remainder))
                throw new SerialListException(SerialErrorCode.Truncated, reader.Offset, "The blob ends before this serial.");
            number += ((UInt128)(uint)quotient << parameter) + remainder + 1;
        }

        return Write(alphabet, number, reader.Offset, destination);
    }

    private static int Write(SerialAlphabet alphabet, UInt128 number, int offset, Span<byte> destination)
    {
        if (number > alphabet.MaxValue)
            throw new SerialListException(SerialErrorCode.OutOfRange, offset, "The number is beyond the alphabet's last serial.");
        alphabet.WriteSerial(number, destination[..alphabet.Width]);
        return alphabet.Width;
    }

    private static SerialAlphabet ReadAlphabet(ref SerialBlobReader reader, bool isDeclared)
    {
        if (isDeclared && LastDeclared is { } last && last.IsDeclaredBy(reader.Rest))
        {
            reader.Read(1 + SerialAlphabet.BitmapSizeBytes);
            return last;
        }

        var alphabet = AlphabetField.Read(ref reader, isDeclared);
        if (isDeclared) LastDeclared = alphabet;
        return alphabet;
    }
}
