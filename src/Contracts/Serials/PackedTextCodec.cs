namespace Ledger.Contracts.Serials;

/// <summary>Codec 5: serials of one width over all of set 82, each a number of whole bytes.</summary>
internal static class PackedTextCodec
{
    /// <summary>Writes what follows the count. The list is of one width.</summary>
    public static void Encode(SerialList list, SerialBlobWriter writer)
    {
        writer.WriteByte((byte)list.Width);
        var sizeBytes = Base82.SizeBytesOf(list.Width);
        var numbers = writer.Take(list.Count * sizeBytes);
        for (var i = 0; i < list.Count; i++) Base82.WriteNumber(list.GetAt(i), numbers.Slice(i * sizeBytes, sizeBytes));
    }

    /// <summary>Reads what follows the count.</summary>
    public static SerialList Decode(ref SerialBlobReader reader, int count)
    {
        var width = ReadWidth(ref reader);
        var offset = reader.Offset;
        var sizeBytes = Base82.SizeBytesOf(width);
        var numbers = reader.Read(count * sizeBytes);
        var text = new byte[count * width];
        for (var i = 0; i < count; i++)
        {
            if (!Base82.TryWriteSerial(numbers.Slice(i * sizeBytes, sizeBytes), text.AsSpan(i * width, width)))
                throw OutOfRange(offset + (i * sizeBytes));
        }

        return new(text, null, width, 0, count);
    }

    /// <summary>Copies one serial of what follows the count.</summary>
    public static int ReadAt(ref SerialBlobReader reader, int index, Span<byte> destination)
    {
        var width = ReadWidth(ref reader);
        var sizeBytes = Base82.SizeBytesOf(width);
        reader.Read(index * sizeBytes);
        var offset = reader.Offset;
        return Base82.TryWriteSerial(reader.Read(sizeBytes), destination[..width]) ? width : throw OutOfRange(offset);
    }

    private static int ReadWidth(ref SerialBlobReader reader)
    {
        var offset = reader.Offset;
        int width = reader.ReadByte();
        return width is > 0 and <= SerialList.MaxSerialLength
            ? width
            : throw new SerialListException(SerialErrorCode.BadLength, offset, "A serial has 1 to 20 characters.");
    }

    private static SerialListException OutOfRange(int offset) =>
        new(SerialErrorCode.OutOfRange, offset, "The number is beyond the last serial of this width.");
}
