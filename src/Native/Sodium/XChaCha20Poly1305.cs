using System.Security.Cryptography;
using static Ledger.Native.Sodium.SodiumInterop;

namespace Ledger.Native.Sodium;

/// <summary>Authenticated encryption with a 24-byte nonce, which is large enough to be random (draft-irtf-cfrg-xchacha-03). Thread-safe, no managed allocation.</summary>
public static unsafe class XChaCha20Poly1305
{
    /// <summary>The size of a key.</summary>
    public const int KeySizeBytes = 32;

    /// <summary>The size of a nonce; never use one twice with the same key.</summary>
    public const int NonceSizeBytes = 24;

    /// <summary>The size of the tag that follows the encrypted message.</summary>
    public const int TagSizeBytes = 16;

    /// <summary>Encrypts a message and authenticates it together with associated data.</summary>
    /// <param name="message">The message; may be the start of the destination.</param>
    /// <param name="associatedData">Data that is authenticated but neither encrypted nor stored.</param>
    /// <param name="nonce24">The nonce.</param>
    /// <param name="key32">The key.</param>
    /// <param name="destination">Receives the encrypted message and the tag: exactly <see cref="TagSizeBytes"/> longer than the message.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Encrypt(ReadOnlySpan<byte> message, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> nonce24, ReadOnlySpan<byte> key32, Span<byte> destination)
    {
        SodiumLibrary.RequireLength(nonce24.Length, NonceSizeBytes, nameof(nonce24));
        SodiumLibrary.RequireLength(key32.Length, KeySizeBytes, nameof(key32));
        SodiumLibrary.RequireLength(destination.Length, checked(message.Length + TagSizeBytes), nameof(destination));
        SodiumLibrary.Require();
        fixed (byte* source = message, associated = associatedData, nonce = nonce24, key = key32, target = destination)
        {
            var result = crypto_aead_xchacha20poly1305_ietf_encrypt(target, null, source, (ulong)message.Length, associated, (ulong)associatedData.Length, null, nonce, key);
            if (result != 0) throw new SodiumException("libsodium failed where it is documented not to.");
        }
    }

    /// <summary>Checks and decrypts what <see cref="Encrypt"/> made.</summary>
    /// <param name="sealedMessage">The encrypted message and its tag.</param>
    /// <param name="associatedData">The data it was authenticated with.</param>
    /// <param name="nonce24">The nonce.</param>
    /// <param name="key32">The key.</param>
    /// <param name="destination">Receives the message: exactly <see cref="TagSizeBytes"/> shorter than the sealed one.</param>
    /// <returns>False when anything was altered or the key is another one; the destination is zeroed then.</returns>
    /// <exception cref="ArgumentException">The nonce, key or destination has the wrong length.</exception>
    public static bool TryDecrypt(ReadOnlySpan<byte> sealedMessage, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> nonce24, ReadOnlySpan<byte> key32, Span<byte> destination)
    {
        SodiumLibrary.RequireLength(nonce24.Length, NonceSizeBytes, nameof(nonce24));
        SodiumLibrary.RequireLength(key32.Length, KeySizeBytes, nameof(key32));
        if (sealedMessage.Length < TagSizeBytes) return false;
        SodiumLibrary.RequireLength(destination.Length, sealedMessage.Length - TagSizeBytes, nameof(destination));
        SodiumLibrary.Require();
        int result;
        fixed (byte* source = sealedMessage, associated = associatedData, nonce = nonce24, key = key32, target = destination)
        {
            result = crypto_aead_xchacha20poly1305_ietf_decrypt(target, null, null, source, (ulong)sealedMessage.Length, associated, (ulong)associatedData.Length, nonce, key);
        }

        if (result == 0) return true;
        CryptographicOperations.ZeroMemory(destination);
        return false;
    }
}
