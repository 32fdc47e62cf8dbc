using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ledger.Bench.Api;

/// <summary>
/// Waits finer than a millisecond without keeping a core busy, which the node needs. <see cref="Thread.Sleep(int)"/> counts in milliseconds.
/// </summary>
internal static partial class Pause
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int SetTimerSlack = 29;

    /// <summary>Lets this thread wake when it asked to: Linux gathers wake-ups over 50 µs otherwise.</summary>
    public static void MakeExact() => _ = ControlProcess(SetTimerSlack, 1, 0, 0, 0);

    /// <summary>Waits until a timestamp of <see cref="Stopwatch"/>.</summary>
    public static void Until(long timestamp)
    {
        for (var left = timestamp - Stopwatch.GetTimestamp(); left > 0; left = timestamp - Stopwatch.GetTimestamp()) Sleep(left);
    }

    private static void Sleep(long ticks)
    {
        var nanoseconds = (long)(ticks * ((double)NanosecondsPerSecond / Stopwatch.Frequency));
        var length = new TimeSpec { Seconds = nanoseconds / NanosecondsPerSecond, Nanoseconds = nanoseconds % NanosecondsPerSecond };
        _ = SleepNanoseconds(in length, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int SleepNanoseconds(in TimeSpec length, nint remaining);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ControlProcess(int option, nuint argument, nuint unused1, nuint unused2, nuint unused3);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
