using System.Runtime.InteropServices;

namespace Ledger.Native.Memory;

/// <summary>The C library's heap, from which native libraries take their memory. Does nothing where the library is not GNU's.</summary>
public static partial class NativeHeap
{
    // mallopt's name for it in malloc.h.
    private const int MapThreshold = -3;

    private const string MapThresholdVariable = "MALLOC_MMAP_THRESHOLD_";
    private const string TunablesVariable = "GLIBC_TUNABLES";
    private const string MapThresholdTunable = "glibc.malloc.mmap_threshold";

    private static bool IsSetByEnvironment =>
        Environment.GetEnvironmentVariable(MapThresholdVariable) is not null
        || Environment.GetEnvironmentVariable(TunablesVariable)?.Contains(MapThresholdTunable, StringComparison.Ordinal) == true;

    /// <summary>
    /// Has blocks of a size and more given back to the system as soon as they are freed. By default the library learns from each such block that is freed, up to 32 MiB,
    /// and keeps smaller ones from then on: what a database frees of its memtables lies about for the next one, in pieces that others have taken parts of.
    /// For the whole process; a size that the environment sets goes before it.
    /// </summary>
    /// <param name="sizeBytes">The size.</param>
    /// <returns>Whether the library took the size.</returns>
    public static bool GiveBackAtOnce(int sizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeBytes);
        if (IsSetByEnvironment) return false;
        try
        {
            return mallopt(MapThreshold, sizeBytes) != 0;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    /// <summary>
    /// Gives back to the system what is free: whole pages, wherever they lie. Takes some milliseconds for each hundred megabytes, during which allocations of some threads wait.
    /// </summary>
    /// <returns>Whether anything was given back.</returns>
    public static bool GiveBackFree()
    {
        try
        {
            return malloc_trim(0) != 0;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint keptSizeBytes);
}
