using System.Runtime.InteropServices;
using Ledger.Native.Loading;

namespace Ledger.Native.Sodium;

/// <summary>Turns a password into a key at a chosen cost (RFC 7914, scrypt). Thread-safe.</summary>
public static unsafe partial class Scrypt
{
    /// <summary>The most memory accepted, since parameters may come from a file of somebody else's: 512 MiB.</summary>
    public const long MaximumMemoryBytes = 512L * 1024 * 1024;

    /// <summary>The most work accepted, as N × r × p: four times what keystores of today ask for, some seconds.</summary>
    public const long MaximumWork = 1L << 23;

    private const int BlockUnitBytes = 128;

    /// <summary>Whether parameters are valid and within the bounds.</summary>
    /// <param name="n">The cost: a power of two above 1.</param>
    /// <param name="r">The block size factor.</param>
    /// <param name="p">The parallelization.</param>
    public static bool IsAcceptable(long n, long r, long p) =>
        n is > 1 and <= MaximumWork && (n & (n - 1)) == 0
        && r is >= 1 and <= MaximumWork && p is >= 1 and <= MaximumWork
        && n * r <= MaximumMemoryBytes / BlockUnitBytes && n * r <= MaximumWork / p;

    /// <summary>Derives a key.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="n">The cost: a power of two above 1.</param>
    /// <param name="r">The block size factor.</param>
    /// <param name="p">The parallelization.</param>
    /// <param name="key">Receives the key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not acceptable.</exception>
    /// <exception cref="SodiumException">The memory can't be had.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long n, int r, int p, Span<byte> key)
    {
        if (!IsAcceptable(n, r, p)) throw new ArgumentOutOfRangeException(nameof(n), $"The cost n={n}, r={r}, p={p} is invalid or too high.");
        ArgumentOutOfRangeException.ThrowIfZero(key.Length, nameof(key));
        SodiumLibrary.Require();
        int result;
        fixed (byte* output = key, passwordPointer = password, saltPointer = salt)
        {
            result = crypto_pwhash_scryptsalsa208sha256_ll(
                passwordPointer, (nuint)password.Length, saltPointer, (nuint)salt.Length, (ulong)n, (uint)r, (uint)p, output, (nuint)key.Length);
        }

        if (result != 0) throw new SodiumException($"Deriving a key needs {BlockUnitBytes * n * r} bytes of memory, which can't be had.");
    }

    [LibraryImport(NativeLibraryCatalog.Sodium)]
    private static partial int crypto_pwhash_scryptsalsa208sha256_ll(
        byte* password, nuint passwordLength, byte* salt, nuint saltLength, ulong n, uint r, uint p, byte* output, nuint outputLength);
}
