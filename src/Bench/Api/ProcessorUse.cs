using System.Diagnostics;
using System.Globalization;

namespace Ledger.Bench.Api;

/// <summary>Who used the processors during a measurement: figures taken beside busy strangers say little about times.</summary>
/// <param name="NodeSeconds">CPU time of the node.</param>
/// <param name="OwnSeconds">CPU time of this process.</param>
/// <param name="AllSeconds">CPU time of the whole machine; 0 where it cannot be read.</param>
/// <param name="WallSeconds">The time it was measured for.</param>
internal readonly record struct ProcessorUse(double NodeSeconds, double OwnSeconds, double AllSeconds, double WallSeconds)
{
    private const string StatisticsFile = "/proc/stat";
    private const double TicksPerSecond = 100;
    private const int IdleColumn = 4;
    private const int LastColumn = 8;

    /// <summary>How many processors strangers kept busy.</summary>
    public double Strangers => Math.Max(0, (AllSeconds - NodeSeconds - OwnSeconds) / WallSeconds);

    /// <summary>How many processors the node kept busy.</summary>
    public double Node => NodeSeconds / WallSeconds;

    /// <summary>How many processors this process kept busy.</summary>
    public double Own => OwnSeconds / WallSeconds;

    /// <summary>The use since an earlier reading.</summary>
    public static ProcessorUse operator -(ProcessorUse now, ProcessorUse then) => new(
        now.NodeSeconds - then.NodeSeconds, now.OwnSeconds - then.OwnSeconds, now.AllSeconds - then.AllSeconds, now.WallSeconds - then.WallSeconds);

    /// <summary>Reads the counters.</summary>
    public static ProcessorUse Read(MeasuredNode node) => new(
        node.ProcessorTime.TotalSeconds,
        Environment.CpuUsage.TotalTime.TotalSeconds,
        MachineSeconds(),
        Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

    // The first line sums all processors: user, nice, system, idle, iowait, irq, softirq, steal.
    private static double MachineSeconds()
    {
        if (!File.Exists(StatisticsFile)) return 0;
        var columns = File.ReadLines(StatisticsFile).First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var busy = 0L;
        for (var column = 1; column <= LastColumn; column++)
        {
            if (column is not (IdleColumn or IdleColumn + 1)) busy += long.Parse(columns[column], CultureInfo.InvariantCulture);
        }

        return busy / TicksPerSecond;
    }
}
