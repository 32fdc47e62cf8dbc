namespace Ledger.Contracts.Serials;

/// <summary>The fields that declare width and alphabet, shared by the codecs 2 to 4.</summary>
internal static class AlphabetField
{
    /// <summary>Reads the width and, if declared, the alphabet.</summary>
    public static SerialAlphabet Read(ref SerialBlobReader reader, bool isDeclared)
    {
        var offset = reader.Offset;
        var width = reader.ReadByte();
        if (width is 0 or > SerialList.MaxSerialLength)
            throw new SerialListException(SerialErrorCode.BadLength, offset, "A serial has 1 to 20 characters.");
        if (!isDeclared) return SerialAlphabet.Decimal(width);
        offset = reader.Offset;
        return SerialAlphabet.FromBitmap(reader.Read(SerialAlphabet.BitmapSizeBytes), width)
            ?? throw new SerialListException(SerialErrorCode.NotCanonical, offset, "An alphabet has a character and its six spare bits are zero.");
    }

    /// <summary>Refuses a declared alphabet with a character that no serial has: the list has a shorter encoding.</summary>
    public static void CheckUsed(SerialAlphabet alphabet, ReadOnlySpan<byte> text, bool isDeclared, int offset)
    {
        if (isDeclared && !alphabet.IsUsedUpBy(text))
            throw new SerialListException(SerialErrorCode.NotCanonical, offset, "The declared alphabet has a character that no serial uses.");
    }
}
