namespace Ledger.Ethereum.Primitives;

/// <summary>Hexadecimal text as Ethereum writes it: an optional <c>0x</c>, then two digits a byte.</summary>
public static class Hex
{
    /// <summary>Writes <paramref name="bytes"/> in lower case with the <c>0x</c> prefix.</summary>
    public static string ToHex(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Reads hexadecimal text, with or without <c>0x</c>, in either case.</summary>
    /// <exception cref="EthereumFormatException">The text has an odd number of digits or a character that is no digit.</exception>
    public static byte[] FromHex(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        var bytes = new byte[digits.Length / 2];
        return digits.Length % 2 == 0 && Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? bytes
            : throw new EthereumFormatException("Not hexadecimal text with two digits a byte.");
    }

    /// <summary>Reads hexadecimal text into a buffer of exactly the expected size.</summary>
    /// <returns>False when the text is not exactly <c>destination.Length</c> bytes of hexadecimal digits.</returns>
    public static bool TryFromHex(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return digits.Length == destination.Length * 2
            && Convert.FromHexString(digits, destination, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
