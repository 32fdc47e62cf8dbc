using System.Security.Cryptography;

namespace Ledger.Native.Secp256k1;

/// <summary>The one blinded context of the process.</summary>
/// <remarks>
/// A context is read-only once randomized, so all threads share it. It lives as long as the process: a counted handle would
/// make every signature write to one shared cache line, for nothing.
/// </remarks>
internal static unsafe class Secp256k1Context
{
    private const int SeedSizeBytes = 32;

    // Lazy, not a static initializer: a missing library then surfaces as itself and not as a type initialization failure.
    private static readonly Lazy<nint> Context = new(Create);

    internal static nint Value => Context.Value;

    private static nint Create()
    {
        var context = Secp256k1Interop.secp256k1_context_create(Secp256k1Interop.ContextSignAndVerify);
        if (context == 0) throw new InvalidOperationException("libsecp256k1 could not create a context.");

        // Blinding protects the key against side channels while signing.
        Span<byte> seed = stackalloc byte[SeedSizeBytes];
        RandomNumberGenerator.Fill(seed);
        int randomized;
        fixed (byte* seedPointer = seed) randomized = Secp256k1Interop.secp256k1_context_randomize(context, seedPointer);
        CryptographicOperations.ZeroMemory(seed);
        return randomized == 1 ? context : throw new InvalidOperationException("libsecp256k1 could not blind its context.");
    }
}
