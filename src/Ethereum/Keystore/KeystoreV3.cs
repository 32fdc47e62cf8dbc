using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Native.Secp256k1;
using Ledger.Native.Sodium;

namespace Ledger.Ethereum.Keystore;

/// <summary>A private key under a password, as JSON (Web3 Secret Storage, version 3; ethereum.org "Web3 Secret Storage").</summary>
/// <remarks>Reads scrypt and PBKDF2 files, writes scrypt. What a file may make the reader spend is bounded, so a hostile one costs seconds at most.</remarks>
public static class KeystoreV3
{
    /// <summary>The longest file accepted.</summary>
    public const int MaxSizeBytes = 64 * 1024;

    /// <summary>Most PBKDF2 iterations accepted: forty times what clients write.</summary>
    public const int MaxIterations = 10_485_760;

    private const int SaltSizeBytes = 32;
    private const int CipherKeySizeBytes = 16;

    /// <summary>Encrypts a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="password">The password; its UTF-8 bytes are used as they are.</param>
    /// <param name="cost">What each guess at the password is to cost.</param>
    /// <returns>The file's contents in UTF-8 JSON.</returns>
    public static byte[] Encrypt(EthereumPrivateKey key, ReadOnlySpan<char> password, KeystoreCost cost)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(cost);
        var salt = RandomNumberGenerator.GetBytes(SaltSizeBytes);
        var initialCounter = RandomNumberGenerator.GetBytes(AesCounter.BlockSizeBytes);
        var ciphertext = new byte[KeystoreDocument.KeySizeBytes];
        Span<byte> derived = stackalloc byte[KeystoreDocument.KeySizeBytes];
        Span<byte> plain = stackalloc byte[KeystoreDocument.KeySizeBytes];
        try
        {
            Derive(password, salt, null, cost, derived);
            key.CopyTo(plain);
            AesCounter.Transform(derived[..CipherKeySizeBytes], initialCounter, plain, ciphertext);
            return Write(key.Address, cost, salt, initialCounter, ciphertext, ComputeMac(derived, ciphertext));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Decrypts a key; the caller disposes it.</summary>
    /// <param name="json">The file's contents.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="EthereumFormatException">The file is malformed, asks for too much, or holds another account's key than it says.</exception>
    /// <exception cref="KeystorePasswordException">The password is wrong.</exception>
    public static EthereumPrivateKey Decrypt(ReadOnlyMemory<byte> json, ReadOnlySpan<char> password)
    {
        var document = KeystoreDocument.Parse(json);
        Span<byte> derived = stackalloc byte[document.DerivedSizeBytes];
        Span<byte> plain = stackalloc byte[KeystoreDocument.KeySizeBytes];
        try
        {
            Derive(password, document.Salt, document.Iterations, document.Cost, derived);
            var mac = ComputeMac(derived, document.Ciphertext);
            if (!CryptographicOperations.FixedTimeEquals(mac.Span, document.Mac)) throw new KeystorePasswordException();
            AesCounter.Transform(derived[..CipherKeySizeBytes], document.InitialCounter, document.Ciphertext, plain);
            if (!Secp256k1.IsValidPrivateKey(plain)) throw new EthereumFormatException("A keystore holds no valid private key.");
            var key = new EthereumPrivateKey(plain);
            if (document.Address is not { } address || address == key.Address) return key;
            key.Dispose();
            throw new EthereumFormatException("A keystore holds another account's key than it says.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static void Derive(ReadOnlySpan<char> password, ReadOnlySpan<byte> salt, int? iterations, KeystoreCost? cost, Span<byte> derived)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(password)];
        try
        {
            Encoding.UTF8.GetBytes(password, bytes);
            if (iterations is { } count) Rfc2898DeriveBytes.Pbkdf2(bytes, salt, derived, count, HashAlgorithmName.SHA256);
            else Scrypt.DeriveKey(bytes, salt, cost!.N, cost.R, cost.P, derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static Bytes32 ComputeMac(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> input = stackalloc byte[CipherKeySizeBytes + KeystoreDocument.KeySizeBytes];
        derived[CipherKeySizeBytes..(2 * CipherKeySizeBytes)].CopyTo(input);
        ciphertext.CopyTo(input[CipherKeySizeBytes..]);
        var mac = Keccak256.Hash(input);
        CryptographicOperations.ZeroMemory(input);
        return mac;
    }

    private static byte[] Write(
        in Address address, KeystoreCost cost, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> initialCounter, ReadOnlySpan<byte> ciphertext, in Bytes32 mac)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("address"u8, Convert.ToHexStringLower(address.Span));
        writer.WriteStartObject("crypto"u8);
        writer.WriteString("cipher"u8, "aes-128-ctr"u8);
        writer.WriteString("ciphertext"u8, Convert.ToHexStringLower(ciphertext));
        writer.WriteStartObject("cipherparams"u8);
        writer.WriteString("iv"u8, Convert.ToHexStringLower(initialCounter));
        writer.WriteEndObject();
        writer.WriteString("kdf"u8, "scrypt"u8);
        writer.WriteStartObject("kdfparams"u8);
        writer.WriteNumber("dklen"u8, KeystoreDocument.KeySizeBytes);
        writer.WriteNumber("n"u8, cost.N);
        writer.WriteNumber("p"u8, cost.P);
        writer.WriteNumber("r"u8, cost.R);
        writer.WriteString("salt"u8, Convert.ToHexStringLower(salt));
        writer.WriteEndObject();
        writer.WriteString("mac"u8, Convert.ToHexStringLower(mac.Span));
        writer.WriteEndObject();
        writer.WriteString("id"u8, Guid.NewGuid().ToString());
        writer.WriteNumber("version"u8, 3);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
