using System.Diagnostics.CodeAnalysis;
using static Ledger.Native.Secp256k1.Secp256k1Interop;

namespace Ledger.Native.Secp256k1;

/// <summary>ECDSA over secp256k1 (SEC 2, clause 2.4.1) with public-key recovery, as Ethereum uses it. Thread-safe, allocation-free.</summary>
/// <remarks>All numbers are big-endian. A public key is the affine point <c>x || y</c> without the leading 0x04.</remarks>
[SuppressMessage("Design", "MA0049:Type name should not match containing namespace", Justification = "The curve has one name, and the folder holds nothing else that is public.")]
public static unsafe class Secp256k1
{
    /// <summary>The size of a private key.</summary>
    public const int PrivateKeySizeBytes = 32;

    /// <summary>The size of a public key, <c>x || y</c>.</summary>
    public const int PublicKeySizeBytes = 64;

    /// <summary>The size of a message hash.</summary>
    public const int HashSizeBytes = 32;

    /// <summary>The size of a signature, <c>r || s</c>.</summary>
    public const int SignatureSizeBytes = 64;

    /// <summary>The largest recovery id; 2 and 3 mean that r overflowed the group order, which no one has ever met by chance.</summary>
    public const int MaximumRecoveryId = 3;

    private const int UncompressedSizeBytes = 1 + PublicKeySizeBytes;
    private const byte UncompressedTag = 0x04;

    // The group order halved, rounded down (SEC 2, clause 2.4.1).
    private static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x5D, 0x57, 0x6E, 0x73, 0x57, 0xA4, 0x50, 0x1D, 0xDF, 0xE9, 0x2F, 0x46, 0x68, 0x1B, 0x20, 0xA0,
    ];

    /// <summary>Tells whether a key is a number from 1 to the group order less 1.</summary>
    /// <returns>False also when the span is not 32 bytes long.</returns>
    public static bool IsValidPrivateKey(ReadOnlySpan<byte> key32)
    {
        if (key32.Length != PrivateKeySizeBytes) return false;
        fixed (byte* key = key32) return secp256k1_ec_seckey_verify(Secp256k1Context.Value, key) == 1;
    }

    /// <summary>Computes the public key of a private key.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length, or the key is out of range.</exception>
    public static void GetPublicKey(ReadOnlySpan<byte> key32, Span<byte> publicKey64)
    {
        RequireLength(key32.Length, PrivateKeySizeBytes, nameof(key32));
        RequireLength(publicKey64.Length, PublicKeySizeBytes, nameof(publicKey64));

        var parsed = stackalloc byte[ParsedPublicKeySizeBytes];
        fixed (byte* key = key32)
        {
            if (secp256k1_ec_pubkey_create(Secp256k1Context.Value, parsed, key) != 1) throw InvalidKey(nameof(key32));
        }

        Serialize(parsed, publicKey64);
    }

    /// <summary>Signs a hash: deterministic nonce (RFC 6979, HMAC-SHA-256), s in the lower half (EIP-2).</summary>
    /// <param name="hash32">The hash to sign, 32 bytes.</param>
    /// <param name="key32">The private key, 32 bytes.</param>
    /// <param name="rs64">Receives <c>r || s</c>, 64 bytes.</param>
    /// <param name="recoveryId">Receives 0 to 3; Ethereum's y parity is its lowest bit.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the key is out of range.</exception>
    public static void SignRecoverable(ReadOnlySpan<byte> hash32, ReadOnlySpan<byte> key32, Span<byte> rs64, out int recoveryId)
    {
        RequireLength(hash32.Length, HashSizeBytes, nameof(hash32));
        RequireLength(key32.Length, PrivateKeySizeBytes, nameof(key32));
        RequireLength(rs64.Length, SignatureSizeBytes, nameof(rs64));

        var context = Secp256k1Context.Value;
        var parsed = stackalloc byte[ParsedRecoverableSignatureSizeBytes];
        int id;
        fixed (byte* hash = hash32, key = key32, output = rs64)
        {
            if (secp256k1_ecdsa_sign_recoverable(context, parsed, hash, key, 0, 0) != 1) throw InvalidKey(nameof(key32));
            secp256k1_ecdsa_recoverable_signature_serialize_compact(context, output, &id, parsed);
        }

        recoveryId = id;
    }

    /// <summary>Recovers the public key that made a signature. Accepts s in either half: check <see cref="IsLowS"/> where that matters.</summary>
    /// <returns>False when no key fits: r or s out of range, no such point, or a recovery id outside 0 to 3.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static bool TryRecover(ReadOnlySpan<byte> hash32, ReadOnlySpan<byte> rs64, int recoveryId, Span<byte> publicKey64)
    {
        RequireLength(hash32.Length, HashSizeBytes, nameof(hash32));
        RequireLength(rs64.Length, SignatureSizeBytes, nameof(rs64));
        RequireLength(publicKey64.Length, PublicKeySizeBytes, nameof(publicKey64));
        if (recoveryId is < 0 or > MaximumRecoveryId) return false;

        var context = Secp256k1Context.Value;
        var signature = stackalloc byte[ParsedRecoverableSignatureSizeBytes];
        var parsed = stackalloc byte[ParsedPublicKeySizeBytes];
        fixed (byte* hash = hash32, rs = rs64)
        {
            if (secp256k1_ecdsa_recoverable_signature_parse_compact(context, signature, rs, recoveryId) != 1) return false;
            if (secp256k1_ecdsa_recover(context, parsed, signature, hash) != 1) return false;
        }

        Serialize(parsed, publicKey64);
        return true;
    }

    /// <summary>Tells whether s is from 1 to half the group order, the only form Ethereum accepts (EIP-2).</summary>
    /// <exception cref="ArgumentException">The span has the wrong length.</exception>
    public static bool IsLowS(ReadOnlySpan<byte> rs64)
    {
        RequireLength(rs64.Length, SignatureSizeBytes, nameof(rs64));
        var s = rs64[32..];
        return s.ContainsAnyExcept((byte)0) && s.SequenceCompareTo(HalfOrder) <= 0;
    }

    /// <summary>Verifies a signature.</summary>
    /// <returns>False when it does not match, when s is in the upper half, or when the key is not a point of the curve.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static bool Verify(ReadOnlySpan<byte> hash32, ReadOnlySpan<byte> rs64, ReadOnlySpan<byte> publicKey64)
    {
        RequireLength(hash32.Length, HashSizeBytes, nameof(hash32));
        RequireLength(rs64.Length, SignatureSizeBytes, nameof(rs64));
        RequireLength(publicKey64.Length, PublicKeySizeBytes, nameof(publicKey64));

        var context = Secp256k1Context.Value;
        Span<byte> tagged = stackalloc byte[UncompressedSizeBytes];
        tagged[0] = UncompressedTag;
        publicKey64.CopyTo(tagged[1..]);
        var signature = stackalloc byte[ParsedSignatureSizeBytes];
        var parsed = stackalloc byte[ParsedPublicKeySizeBytes];
        fixed (byte* hash = hash32, rs = rs64, key = tagged)
        {
            return secp256k1_ec_pubkey_parse(context, parsed, key, UncompressedSizeBytes) == 1
                && secp256k1_ecdsa_signature_parse_compact(context, signature, rs) == 1
                && secp256k1_ecdsa_verify(context, signature, hash, parsed) == 1;
        }
    }

    private static void Serialize(byte* parsed, Span<byte> publicKey64)
    {
        Span<byte> tagged = stackalloc byte[UncompressedSizeBytes];
        nuint length = UncompressedSizeBytes;
        fixed (byte* output = tagged) secp256k1_ec_pubkey_serialize(Secp256k1Context.Value, output, &length, parsed, SerializeUncompressed);
        tagged[1..].CopyTo(publicKey64);
    }

    private static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected) throw new ArgumentException($"Expected {expected} bytes, got {actual}.", name);
    }

    private static ArgumentException InvalidKey(string name) => new("The private key is zero or not below the group order.", name);
}
