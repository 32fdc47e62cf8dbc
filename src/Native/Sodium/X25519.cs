using static Ledger.Native.Sodium.SodiumInterop;

namespace Ledger.Native.Sodium;

/// <summary>Key agreement over Curve25519 (RFC 7748). Thread-safe, no managed allocation.</summary>
public static unsafe class X25519
{
    /// <summary>The size of private keys, public keys and shared secrets.</summary>
    public const int KeySizeBytes = 32;

    /// <summary>Computes the public key of a private key (any 32 bytes).</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void GetPublicKey(ReadOnlySpan<byte> privateKey32, Span<byte> publicKey32)
    {
        SodiumLibrary.RequireLength(privateKey32.Length, KeySizeBytes, nameof(privateKey32));
        SodiumLibrary.RequireLength(publicKey32.Length, KeySizeBytes, nameof(publicKey32));
        SodiumLibrary.Require();
        fixed (byte* privateKey = privateKey32, publicKey = publicKey32)
        {
            if (crypto_scalarmult_curve25519_base(publicKey, privateKey) != 0) throw new SodiumException("libsodium failed where it is documented not to.");
        }
    }

    /// <summary>Computes the secret shared with the holder of a public key. It is not uniform: hash it before use as a key.</summary>
    /// <returns>False when the public key has small order, which would make the secret all zeros (RFC 7748, clause 6.1).</returns>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static bool TryAgree(ReadOnlySpan<byte> privateKey32, ReadOnlySpan<byte> publicKey32, Span<byte> shared32)
    {
        SodiumLibrary.RequireLength(privateKey32.Length, KeySizeBytes, nameof(privateKey32));
        SodiumLibrary.RequireLength(publicKey32.Length, KeySizeBytes, nameof(publicKey32));
        SodiumLibrary.RequireLength(shared32.Length, KeySizeBytes, nameof(shared32));
        SodiumLibrary.Require();
        fixed (byte* privateKey = privateKey32, publicKey = publicKey32, shared = shared32)
        {
            return crypto_scalarmult_curve25519(shared, privateKey, publicKey) == 0;
        }
    }
}
