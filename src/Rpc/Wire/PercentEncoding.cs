using System.Buffers;
using System.Text;

namespace Ledger.Rpc.Wire;

/// <summary>The encoding of <c>grpc-message</c>: UTF-8, with every byte but printable ASCII and '%' itself as %XX.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var encoded = new StringBuilder(utf8.Length * 2);
        foreach (byte b in utf8)
        {
            if (b is >= 0x20 and <= 0x7e and not (byte)'%')
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(b.ToString("X2"));
        }

        return encoded.ToString();
    }

    /// <summary>Undoes <see cref="Encode"/>. Sequences that are not valid are kept as they are, as the protocol asks.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            int count = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
                {
                    bytes[count++] = (byte)((HexValue(text[i + 1]) << 4) | HexValue(text[i + 2]));
                    i += 2;
                }
                else
                {
                    count += Encoding.UTF8.GetBytes(text.AsSpan(i, 1), bytes.AsSpan(count));
                }
            }

            return Encoding.UTF8.GetString(bytes, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
