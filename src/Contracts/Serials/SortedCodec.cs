namespace Ledger.Contracts.Serials;

/// <summary>
/// Codec 4: the first number, then the gaps less one in Rice code. A random subset of density d has geometric gaps, for
/// which Rice code is within a few hundredths of a bit of the entropy, log2(e/d).
/// </summary>
internal static class SortedCodec
{
    private const byte DecimalKind = 0;
    private const byte DeclaredKind = 1;

    /// <summary>Writes what follows the count. The list is strictly ascending and of one width.</summary>
    public static void Encode(SerialList list, SerialBlobWriter writer)
    {
        var isDecimal = list.IsDecimal;
        var alphabet = isDecimal ? SerialAlphabet.Decimal(list.Width) : SerialAlphabet.Used(list.Text, list.Width);
        var first = alphabet.ToNumber(list.GetAt(0));
        var parameter = RiceParameter(first, alphabet.ToNumber(list.GetAt(list.Count - 1)), list.Count);
        writer.WriteByte(isDecimal ? DecimalKind : DeclaredKind);
        writer.WriteByte((byte)list.Width);
        if (!isDecimal) alphabet.WriteBitmap(writer.Take(SerialAlphabet.BitmapSizeBytes));
        writer.WriteNumber(first, alphabet.ValueSizeBytes);
        writer.WriteByte((byte)parameter);
        var last = first;
        for (var i = 1; i < list.Count; i++)
        {
            var number = alphabet.ToNumber(list.GetAt(i));
            var gap = number - last - 1;
            writer.WriteUnary((ulong)(gap >> parameter));
            writer.WriteBits(gap, parameter);
            last = number;
        }

        writer.PadToByte();
    }

    /// <summary>Reads what follows the count.</summary>
    public static SerialList Decode(ref SerialBlobReader reader, int count)
    {
        var kindOffset = reader.Offset;
        var kind = reader.ReadByte();
        if (kind > DeclaredKind)
            throw new SerialListException(SerialErrorCode.OutOfRange, kindOffset, "The alphabet is decimal (0) or declared (1).");
        var alphabet = AlphabetField.Read(ref reader, kind == DeclaredKind);
        var first = reader.ReadNumber(alphabet.ValueSizeBytes);
        var parameterOffset = reader.Offset;
        var parameter = reader.ReadByte();
        if (first > alphabet.MaxValue || parameter > Bits.Length(alphabet.MaxValue))
            throw new SerialListException(SerialErrorCode.OutOfRange, kindOffset, "The first number or the Rice parameter does not fit the alphabet.");

        // Each gap takes at least one bit, which bounds the text by the blob.
        if (reader.Rest.Length * 8L < count - 1)
            throw new SerialListException(SerialErrorCode.Truncated, reader.Offset + reader.Rest.Length, "The blob ends before its last serial.");
        var text = new byte[count * alphabet.Width];
        alphabet.WriteSerial(first, text.AsSpan(0, alphabet.Width));
        var body = new BitReader(reader.Rest);
        var number = first;
        for (var i = 1; i < count; i++)
        {
            number = ReadNext(ref body, reader.Offset, number, parameter, alphabet.MaxValue);
            alphabet.WriteSerial(number, text.AsSpan(i * alphabet.Width, alphabet.Width));
        }

        if (!body.IsPaddingZero)
            throw new SerialListException(SerialErrorCode.NotCanonical, reader.Offset + body.ByteOffset, "The bits behind the last gap are zero.");
        reader.Read(body.BytesUsed);
        if (parameter != RiceParameter(first, number, count))
            throw new SerialListException(SerialErrorCode.NotCanonical, parameterOffset, "The Rice parameter is the one that the mean gap gives.");
        if (kind == DeclaredKind && alphabet.IsDecimal)
            throw new SerialListException(SerialErrorCode.NotCanonical, kindOffset, "A list of digits declares no alphabet.");
        AlphabetField.CheckUsed(alphabet, text, kind == DeclaredKind, kindOffset);
        return new(text, null, alphabet.Width, 0, count);
    }

    private static UInt128 ReadNext(ref BitReader body, int bodyOffset, UInt128 last, int parameter, UInt128 max)
    {
        var offset = bodyOffset + body.ByteOffset;
        if (!body.TryReadUnary(out var quotient) || !body.TryRead(parameter, out var remainder))
            throw new SerialListException(SerialErrorCode.Truncated, offset, "The blob ends before its last serial.");

        // Compared in the shifted domain, since the shift itself could overflow.
        var room = max - last;
        if (room == 0 || (UInt128)(uint)quotient > room >> parameter)
            throw new SerialListException(SerialErrorCode.OutOfRange, offset, "The number is beyond the alphabet's last serial.");
        var gap = ((UInt128)(uint)quotient << parameter) + remainder;
        if (gap > room - 1)
            throw new SerialListException(SerialErrorCode.OutOfRange, offset, "The number is beyond the alphabet's last serial.");
        return last + gap + 1;
    }

    /// <summary>
    /// floor(log2(m - m/32)) of the mean m of the gaps less one: Kiely's optimum for geometric gaps (selecting the Golomb
    /// parameter in Rice coding, JPL IPN 42-159, 2004) in whole numbers, so that every encoder agrees.
    /// </summary>
    private static int RiceParameter(UInt128 first, UInt128 last, int count)
    {
        if (count == 1) return 0;
        var mean = (last - first - (UInt128)(uint)(count - 1)) / (UInt128)(uint)(count - 1);
        return Math.Max(0, Bits.Length(mean - (mean >> 5)) - 1);
    }
}
