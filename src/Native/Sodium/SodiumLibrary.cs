using static Ledger.Native.Sodium.SodiumInterop;

namespace Ledger.Native.Sodium;

/// <summary>Starts libsodium once, before its first use; it is thread-safe from then on.</summary>
internal static class SodiumLibrary
{
    // Lazy, not a static initializer: a missing library then surfaces as itself and not as a type initialization failure.
    private static readonly Lazy<bool> Started = new(Start);

    internal static void Require() => _ = Started.Value;

    internal static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected) throw new ArgumentException($"Expected {expected} bytes, got {actual}.", name);
    }

    private static bool Start() => sodium_init() >= 0 ? true : throw new SodiumException("libsodium could not start: the system gives no random bytes.");
}
