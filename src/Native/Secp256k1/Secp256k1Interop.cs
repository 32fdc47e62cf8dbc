using System.Runtime.InteropServices;
using Ledger.Native.Loading;

namespace Ledger.Native.Secp256k1;

/// <summary>The C functions of libsecp256k1, under their own names (headers secp256k1.h and secp256k1_recovery.h).</summary>
/// <remarks>Every function returns 1 on success and 0 otherwise; illegal arguments abort the process, so callers check first.</remarks>
internal static unsafe partial class Secp256k1Interop
{
    internal const uint ContextSignAndVerify = 0x301;
    internal const uint SerializeUncompressed = 2;
    internal const int ParsedPublicKeySizeBytes = 64;
    internal const int ParsedSignatureSizeBytes = 64;
    internal const int ParsedRecoverableSignatureSizeBytes = 65;

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial nint secp256k1_context_create(uint flags);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_context_randomize(nint context, byte* seed32);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_ec_seckey_verify(nint context, byte* key32);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_ec_pubkey_create(nint context, byte* parsedKey, byte* key32);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_ec_pubkey_parse(nint context, byte* parsedKey, byte* input, nuint inputLength);

    // Documented to return 1 always, as does the compact serialization below: hence void.
    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial void secp256k1_ec_pubkey_serialize(nint context, byte* output, nuint* outputLength, byte* parsedKey, uint flags);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_ecdsa_sign_recoverable(nint context, byte* parsedSignature, byte* hash32, byte* key32, nint nonceFunction, nint nonceData);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial void secp256k1_ecdsa_recoverable_signature_serialize_compact(nint context, byte* output64, int* recoveryId, byte* parsedSignature);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_ecdsa_recoverable_signature_parse_compact(nint context, byte* parsedSignature, byte* input64, int recoveryId);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_ecdsa_recover(nint context, byte* parsedKey, byte* parsedSignature, byte* hash32);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_ecdsa_signature_parse_compact(nint context, byte* parsedSignature, byte* input64);

    [LibraryImport(NativeLibraryCatalog.Secp256k1)]
    internal static partial int secp256k1_ecdsa_verify(nint context, byte* parsedSignature, byte* hash32, byte* parsedKey);
}
