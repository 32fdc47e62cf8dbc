using System.Diagnostics;

namespace Ledger.Bench.Api;

/// <summary>The times of all calls of a measurement; nothing is sampled away.</summary>
internal sealed class Latencies
{
    private readonly long[] _sorted;

    /// <summary>Takes the times over.</summary>
    /// <param name="ticks">In ticks of <see cref="Stopwatch"/>, not empty.</param>
    public Latencies(long[] ticks)
    {
        Array.Sort(ticks);
        _sorted = ticks;
    }

    /// <summary>How many there are.</summary>
    public int Count => _sorted.Length;

    /// <summary>The time that this share of the calls did not exceed.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Milliseconds(double share)
    {
        var rank = Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1);
        return Math.Round(_sorted[rank] * 1000.0 / Stopwatch.Frequency, 3);
    }
}
