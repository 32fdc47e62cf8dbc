namespace Ledger.Contracts.Serials;

/// <summary>GS1 character set 82 (General Specifications, figure 7.11-1) in ASCII order.</summary>
internal static class CharacterSet82
{
    /// <summary>How many characters there are.</summary>
    public const int Count = 82;

    /// <summary>Marks a byte outside the set.</summary>
    public const byte None = 0xFF;

    private static readonly byte[] Positions = BuildPositions();

    /// <summary>The characters, ascending.</summary>
    public static ReadOnlySpan<byte> Characters =>
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"u8;

    /// <summary>The place of a character in the set, or <see cref="None"/>.</summary>
    public static byte PositionOf(byte character) => Positions[character];

    /// <summary>The place of the first byte outside the set, or -1.</summary>
    public static int IndexOfForeign(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Positions[text[i]] == None) return i;
        }

        return -1;
    }

    private static byte[] BuildPositions()
    {
        var positions = new byte[256];
        positions.AsSpan().Fill(None);
        for (var i = 0; i < Count; i++) positions[Characters[i]] = (byte)i;
        return positions;
    }
}
