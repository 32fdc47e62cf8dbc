using System.Diagnostics;

namespace Ledger.Bench.Lookup;

/// <summary>
/// What several threads cost that share nothing but the machine: each chases numbers through an array of its own that fits the first cache. Where
/// processors are two threads of one core, or the host gives them less than a core, this tells, and what it tells is not the index's doing.
/// </summary>
internal static class ProcessorScaling
{
    // A quarter of the smallest first cache in use.
    private const int Numbers = 2_048;
    private const int RoundsPerLook = 100_000;

    /// <summary>Runs threads that share nothing.</summary>
    /// <returns>Nanoseconds of a processor for each round.</returns>
    public static double Measure(int threads, TimeSpan duration)
    {
        var rounds = new long[threads];
        var sums = new uint[threads];
        var start = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var workers = Enumerable.Range(0, threads).Select(number => new Thread(() => (rounds[number], sums[number]) = Chase(start, duration))).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        var used = Environment.CpuUsage.TotalTime - processor;
        GC.KeepAlive(sums); // Somebody must want the sums, or there is nothing to do.
        return Math.Round(used.TotalNanoseconds / rounds.Sum(), 3);
    }

    private static (long Rounds, uint Sum) Chase(long start, TimeSpan duration)
    {
        var numbers = new uint[Numbers];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (uint)i * 2_654_435_761;
        var (rounds, place) = (0L, 1u);
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            for (var i = 0; i < RoundsPerLook; i++) place = numbers[(place * 2_654_435_761) >> (32 - 11)] ^ (place << 1);
            rounds += RoundsPerLook;
        }

        return (rounds, place);
    }
}
