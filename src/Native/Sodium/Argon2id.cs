using static Ledger.Native.Sodium.SodiumInterop;

namespace Ledger.Native.Sodium;

/// <summary>Turns a password into a key at a chosen cost (RFC 9106, Argon2id version 1.3, one lane). Thread-safe.</summary>
public static unsafe class Argon2id
{
    /// <summary>The size of a salt.</summary>
    public const int SaltSizeBytes = 16;

    /// <summary>The fewest bytes of a key.</summary>
    public const int MinimumKeySizeBytes = 16;

    /// <summary>The most bytes of a key derived here.</summary>
    public const int MaximumKeySizeBytes = 1024;

    /// <summary>The most passes accepted, since parameters may come from a file of somebody else's.</summary>
    public const int MaximumPasses = 64;

    /// <summary>The least memory.</summary>
    public const long MinimumMemoryBytes = 8 * 1024;

    /// <summary>The most memory accepted, since parameters may come from a file of somebody else's.</summary>
    public const long MaximumMemoryBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Derives a key.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <param name="salt16">Sixteen random bytes that belong to the password.</param>
    /// <param name="passes">The number of passes over the memory, 1 to <see cref="MaximumPasses"/>; RFC 9106 recommends 3 with 64 MB.</param>
    /// <param name="memoryBytes">The memory, a multiple of 1,024.</param>
    /// <param name="key">Receives the key.</param>
    /// <exception cref="ArgumentException">A length or a cost is out of its range.</exception>
    /// <exception cref="SodiumException">The memory can't be had.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt16, int passes, long memoryBytes, Span<byte> key)
    {
        SodiumLibrary.RequireLength(salt16.Length, SaltSizeBytes, nameof(salt16));
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, MinimumKeySizeBytes, nameof(key));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, MaximumKeySizeBytes, nameof(key));
        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(passes, MaximumPasses);
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryBytes, MinimumMemoryBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memoryBytes, MaximumMemoryBytes);
        SodiumLibrary.Require();
        int result;
        fixed (byte* output = key, passwordPointer = password, salt = salt16)
        {
            result = crypto_pwhash(output, (ulong)key.Length, passwordPointer, (ulong)password.Length, salt, (ulong)passes, (nuint)memoryBytes, Argon2IdVersion13);
        }

        if (result != 0) throw new SodiumException($"Deriving a key needs {memoryBytes} bytes of memory, which can't be had.");
    }
}
