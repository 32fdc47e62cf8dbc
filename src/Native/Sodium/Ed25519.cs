using static Ledger.Native.Sodium.SodiumInterop;

namespace Ledger.Native.Sodium;

/// <summary>Ed25519 signatures (RFC 8032, clause 5.1). Thread-safe, no managed allocation.</summary>
/// <remarks>A private key is the 32-byte seed of the RFC; a secret key is the seed followed by the public key, ready for signing.</remarks>
public static unsafe class Ed25519
{
    /// <summary>The size of a seed, the RFC's private key.</summary>
    public const int SeedSizeBytes = 32;

    /// <summary>The size of a public key.</summary>
    public const int PublicKeySizeBytes = 32;

    /// <summary>The size of a secret key: seed and public key.</summary>
    public const int SecretKeySizeBytes = 64;

    /// <summary>The size of a signature.</summary>
    public const int SignatureSizeBytes = 64;

    /// <summary>Computes the key pair of a seed.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void CreateKeyPair(ReadOnlySpan<byte> seed32, Span<byte> publicKey32, Span<byte> secretKey64)
    {
        SodiumLibrary.RequireLength(seed32.Length, SeedSizeBytes, nameof(seed32));
        SodiumLibrary.RequireLength(publicKey32.Length, PublicKeySizeBytes, nameof(publicKey32));
        SodiumLibrary.RequireLength(secretKey64.Length, SecretKeySizeBytes, nameof(secretKey64));
        SodiumLibrary.Require();
        fixed (byte* seed = seed32, publicKey = publicKey32, secretKey = secretKey64)
        {
            Check(crypto_sign_ed25519_seed_keypair(publicKey, secretKey, seed));
        }
    }

    /// <summary>Signs a message; the same message and key always give the same signature.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Sign(ReadOnlySpan<byte> message, ReadOnlySpan<byte> secretKey64, Span<byte> signature64)
    {
        SodiumLibrary.RequireLength(secretKey64.Length, SecretKeySizeBytes, nameof(secretKey64));
        SodiumLibrary.RequireLength(signature64.Length, SignatureSizeBytes, nameof(signature64));
        SodiumLibrary.Require();
        fixed (byte* messagePointer = message, secretKey = secretKey64, signature = signature64)
        {
            Check(crypto_sign_ed25519_detached(signature, null, messagePointer, (ulong)message.Length, secretKey));
        }
    }

    /// <summary>Verifies a signature. Refuses non-canonical signatures and public keys of small order.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature64, ReadOnlySpan<byte> publicKey32)
    {
        SodiumLibrary.RequireLength(signature64.Length, SignatureSizeBytes, nameof(signature64));
        SodiumLibrary.RequireLength(publicKey32.Length, PublicKeySizeBytes, nameof(publicKey32));
        SodiumLibrary.Require();
        fixed (byte* messagePointer = message, signature = signature64, publicKey = publicKey32)
        {
            return crypto_sign_ed25519_verify_detached(signature, messagePointer, (ulong)message.Length, publicKey) == 0;
        }
    }

    /// <summary>Converts a public key for <see cref="X25519"/>, so that a partner's identity key can also receive encrypted data.</summary>
    /// <returns>False when the key is no point of the main subgroup.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static bool TryConvertPublicKey(ReadOnlySpan<byte> publicKey32, Span<byte> x25519PublicKey32)
    {
        SodiumLibrary.RequireLength(publicKey32.Length, PublicKeySizeBytes, nameof(publicKey32));
        SodiumLibrary.RequireLength(x25519PublicKey32.Length, X25519.KeySizeBytes, nameof(x25519PublicKey32));
        SodiumLibrary.Require();
        fixed (byte* source = publicKey32, target = x25519PublicKey32) return crypto_sign_ed25519_pk_to_curve25519(target, source) == 0;
    }

    /// <summary>Converts a secret key for <see cref="X25519"/>.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void ConvertSecretKey(ReadOnlySpan<byte> secretKey64, Span<byte> x25519PrivateKey32)
    {
        SodiumLibrary.RequireLength(secretKey64.Length, SecretKeySizeBytes, nameof(secretKey64));
        SodiumLibrary.RequireLength(x25519PrivateKey32.Length, X25519.KeySizeBytes, nameof(x25519PrivateKey32));
        SodiumLibrary.Require();
        fixed (byte* source = secretKey64, target = x25519PrivateKey32) Check(crypto_sign_ed25519_sk_to_curve25519(target, source));
    }

    private static void Check(int result)
    {
        if (result != 0) throw new SodiumException("libsodium failed where it is documented not to.");
    }
}
