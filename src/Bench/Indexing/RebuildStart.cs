using System.Diagnostics;

namespace Ledger.Bench.Indexing;

/// <summary>Notes when a rebuild begins to replay.</summary>
/// <param name="firstBlock">The first block of the index.</param>
internal sealed class RebuildStart(ulong firstBlock) : IProgress<ulong>
{
    /// <summary>When it began.</summary>
    public long Timestamp { get; private set; }

    /// <summary>This process's processor time until then.</summary>
    public TimeSpan Cpu { get; private set; }

    /// <inheritdoc/>
    public void Report(ulong value)
    {
        if (value >= firstBlock) return;
        (Timestamp, Cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
    }
}
