using System.Diagnostics;
using Ledger.Bench.History;

namespace Ledger.Bench.Bulk;

/// <summary>What a load took, this process's threads for flushes and compactions included.</summary>
/// <param name="Processor">Processor time.</param>
/// <param name="Wall">Time.</param>
/// <param name="WrittenSizeBytes">Bytes handed to the system to be written.</param>
/// <param name="AtRestSizeBytes">Bytes of the table files that were left.</param>
internal sealed record LoadCost(TimeSpan Processor, TimeSpan Wall, long WrittenSizeBytes, long AtRestSizeBytes)
{
    /// <summary>Measures something that ends with all of its rows in table files.</summary>
    /// <param name="load">What is measured; tells the bytes of the files.</param>
    public static LoadCost Of(Func<long> load)
    {
        GC.Collect();
        var (processor, written, start) = (Environment.CpuUsage.TotalTime, ProcessMemory.WrittenSizeBytes, Stopwatch.GetTimestamp());
        var atRest = load();
        return new(Environment.CpuUsage.TotalTime - processor, Stopwatch.GetElapsedTime(start), ProcessMemory.WrittenSizeBytes - written, atRest);
    }
}
