namespace Ledger.Contracts.Serials;

/// <summary>Codec 1. A head byte gives the length of the next serial, or of the next <c>n</c> serials if they are four or more.</summary>
internal static class TextCodec
{
    /// <summary>Marks a head byte that a 16-bit number of serials follows.</summary>
    private const int GroupFlag = 0x80;

    /// <summary>Equal lengths in a row from which on a group (three bytes) is cheaper than single heads.</summary>
    private const int MinGroupCount = 4;

    /// <summary>Writes what follows the count.</summary>
    public static void Encode(SerialList list, SerialBlobWriter writer)
    {
        for (var i = 0; i < list.Count;)
        {
            var length = list.GetAt(i).Length;
            var end = i + 1;
            while (end < list.Count && list.GetAt(end).Length == length) end++;
            var isGroup = end - i >= MinGroupCount;
            if (isGroup)
            {
                writer.WriteByte((byte)(GroupFlag | length));
                writer.WriteUInt16(end - i);
            }

            for (; i < end; i++)
            {
                if (!isGroup) writer.WriteByte((byte)length);
                list.GetAt(i).CopyTo(writer.Take(length));
            }
        }
    }

    /// <summary>Copies one serial of what follows the count; trusts the heads to be canonical.</summary>
    public static int ReadAt(ref SerialBlobReader reader, int index, Span<byte> destination)
    {
        while (true)
        {
            var head = reader.ReadByte();
            var length = head & ~GroupFlag;
            var repeat = (head & GroupFlag) != 0 ? reader.ReadUInt16() : 1;
            if (length is 0 or > SerialList.MaxSerialLength)
                throw new SerialListException(SerialErrorCode.BadLength, reader.Offset - 1, "A serial has 1 to 20 characters.");
            if (index < repeat)
            {
                reader.Read(index * length);
                reader.Read(length).CopyTo(destination);
                return length;
            }

            reader.Read(repeat * length);
            index -= repeat;
        }
    }

    /// <summary>Reads what follows the count.</summary>
    public static SerialList Decode(ref SerialBlobReader reader, int count)
    {
        var builder = new SerialListBuilder(Math.Min(count, reader.Rest.Length), reader.Rest.Length);
        var lastLength = 0;
        var lastIsGroup = false;
        var singles = 0;
        while (builder.Count < count)
        {
            var offset = reader.Offset;
            var head = reader.ReadByte();
            var isGroup = (head & GroupFlag) != 0;
            var length = head & ~GroupFlag;
            if (length is 0 or > SerialList.MaxSerialLength)
                throw new SerialListException(SerialErrorCode.BadLength, offset, "A serial has 1 to 20 characters.");
            var repeat = isGroup ? reader.ReadUInt16() : 1;
            if (repeat > count - builder.Count)
                throw new SerialListException(SerialErrorCode.OutOfRange, offset, "A group has more serials than the list.");
            singles = isGroup ? 0 : length == lastLength ? singles + 1 : 1;
            if (isGroup && repeat < MinGroupCount || singles >= MinGroupCount || length == lastLength && (isGroup || lastIsGroup))
                throw new SerialListException(SerialErrorCode.NotCanonical, offset, "Four or more equal lengths in a row are one group, fewer are none.");
            for (var i = 0; i < repeat; i++)
            {
                offset = reader.Offset;
                var serial = reader.Read(length);
                var foreign = CharacterSet82.IndexOfForeign(serial);
                if (foreign >= 0)
                    throw new SerialListException(SerialErrorCode.BadCharacter, offset + foreign, "The byte is no character of GS1 set 82.");
                builder.Add(serial);
            }

            lastLength = length;
            lastIsGroup = isGroup;
        }

        return builder.Build();
    }
}
