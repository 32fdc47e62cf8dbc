using System.Runtime.InteropServices;
using Ledger.Native.Loading;

namespace Ledger.Native.Sodium;

/// <summary>The C functions of libsodium, under their own names.</summary>
internal static unsafe partial class SodiumInterop
{
    internal const int Argon2IdVersion13 = 2;

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int sodium_init();

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial nint sodium_malloc(nuint size);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial void sodium_free(nint pointer);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial void sodium_memzero(byte* pointer, nuint length);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int sodium_memcmp(byte* left, byte* right, nuint length);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial void randombytes_buf(byte* buffer, nuint length);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_sign_ed25519_seed_keypair(byte* publicKey, byte* secretKey, byte* seed);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_sign_ed25519_detached(byte* signature, ulong* signatureLength, byte* message, ulong messageLength, byte* secretKey);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_sign_ed25519_verify_detached(byte* signature, byte* message, ulong messageLength, byte* publicKey);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_sign_ed25519_pk_to_curve25519(byte* x25519PublicKey, byte* ed25519PublicKey);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_sign_ed25519_sk_to_curve25519(byte* x25519PrivateKey, byte* ed25519SecretKey);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_scalarmult_curve25519(byte* shared, byte* privateKey, byte* publicKey);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_scalarmult_curve25519_base(byte* publicKey, byte* privateKey);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_aead_xchacha20poly1305_ietf_encrypt(byte* sealedText, ulong* sealedLength, byte* message, ulong messageLength, byte* associated, ulong associatedLength, byte* secretNonce, byte* nonce, byte* key);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_aead_xchacha20poly1305_ietf_decrypt(byte* message, ulong* messageLength, byte* secretNonce, byte* sealedText, ulong sealedLength, byte* associated, ulong associatedLength, byte* nonce, byte* key);

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    internal static partial int crypto_pwhash(byte* output, ulong outputLength, byte* password, ulong passwordLength, byte* salt, ulong operations, nuint memoryBytes, int algorithm);
}
