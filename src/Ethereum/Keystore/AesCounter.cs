using System.Security.Cryptography;

namespace Ledger.Ethereum.Keystore;

/// <summary>AES in counter mode with a 128-bit big-endian counter (NIST SP 800-38A, section 6.5), which the framework does not offer.</summary>
internal static class AesCounter
{
    public const int BlockSizeBytes = 16;

    /// <summary>Encrypts or decrypts, which is the same.</summary>
    /// <param name="key">The key, 16 bytes.</param>
    /// <param name="initialCounter">The first counter block, 16 bytes.</param>
    /// <param name="input">Any number of bytes.</param>
    /// <param name="output">As many.</param>
    public static void Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> initialCounter, ReadOnlySpan<byte> input, Span<byte> output)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> counter = stackalloc byte[BlockSizeBytes];
        Span<byte> pad = stackalloc byte[BlockSizeBytes];
        initialCounter.CopyTo(counter);
        for (var start = 0; start < input.Length; start += BlockSizeBytes)
        {
            aes.EncryptEcb(counter, pad, PaddingMode.None);
            var size = Math.Min(BlockSizeBytes, input.Length - start);
            for (var i = 0; i < size; i++) output[start + i] = (byte)(input[start + i] ^ pad[i]);
            for (var i = BlockSizeBytes - 1; i >= 0 && ++counter[i] == 0; i--)
            {
                // The increment carries on to the next byte; after all ones it starts over at zero.
            }
        }

        CryptographicOperations.ZeroMemory(pad);
    }
}
