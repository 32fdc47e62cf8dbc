using System.Runtime.InteropServices;

namespace Ledger.Native.Loading;

/// <summary>
/// Bounds what the C library's allocator keeps. The GNU library gives up to eight arenas to each processor, and what a thread gave back to one arena is no use to a thread of
/// another: a database that is written for an hour so comes to hold several times the memory that it uses. An arena for each processor holds it, and is as fast.
/// </summary>
internal static partial class AllocatorArenas
{
    // M_ARENA_MAX of <malloc.h>.
    private const int ArenaMax = -8;

    private static readonly Lazy<bool> Bounded = new(TryBound);

    /// <summary>Bounds the arenas to one for each processor, once, unless the environment says how many. To be called before many threads have allocated.</summary>
    /// <returns>Whether they are bounded so; never with another C library than GNU's.</returns>
    internal static bool Bound() => Bounded.Value;

    private static bool TryBound()
    {
        if (!OperatingSystem.IsLinux()) return false;
        if (Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is not null) return false;
        if (Environment.GetEnvironmentVariable("GLIBC_TUNABLES")?.Contains("arena_max", StringComparison.Ordinal) == true) return false;
        try
        {
            return mallopt(ArenaMax, Math.Max(2, Environment.ProcessorCount)) == 1;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);
}
