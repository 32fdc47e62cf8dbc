using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ledger.Bench.Api;

/// <summary>
/// Waits finer than a millisecond without keeping a core busy, which the node needs. <see cref="Thread.Sleep(int)"/> counts in milliseconds.
/// </summary>
internal static partial class Pause
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Linux wakes a sleeper about this late; the rest is spent yielding.</summary>
    private static readonly long Slack = Stopwatch.Frequency / 1_000_000 * 60;

    /// <summary>Waits until a timestamp of <see cref="Stopwatch"/>.</summary>
    public static void Until(long timestamp)
    {
        for (var left = timestamp - Stopwatch.GetTimestamp(); left > 0; left = timestamp - Stopwatch.GetTimestamp())
        {
            if (left > Slack) Sleep(left - Slack);
            else Thread.Yield();
        }
    }

    private static void Sleep(long ticks)
    {
        var nanoseconds = (long)(ticks * ((double)NanosecondsPerSecond / Stopwatch.Frequency));
        var length = new TimeSpec { Seconds = nanoseconds / NanosecondsPerSecond, Nanoseconds = nanoseconds % NanosecondsPerSecond };
        _ = SleepNanoseconds(in length, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int SleepNanoseconds(in TimeSpec length, nint remaining);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
