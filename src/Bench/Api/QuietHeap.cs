using System.Runtime;

namespace Ledger.Bench.Api;

/// <summary>
/// Keeps this process from collecting garbage for a while, as far as memory reaches: its pauses would be counted as the node's, and a
/// pause lets calls gather, which makes the next one longer.
/// </summary>
internal sealed class QuietHeap : IDisposable
{
    /// <summary>The share of the memory that is taken at most.</summary>
    private const int MemoryShare = 4;

    private QuietHeap()
    {
    }

    /// <summary>Sets memory aside. Where there is not enough, collections go on as ever.</summary>
    /// <param name="sizeBytes">How much will be allocated.</param>
    public static QuietHeap Begin(long sizeBytes)
    {
        GC.Collect();
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare;
        if (sizeBytes > 0 && sizeBytes <= available) GC.TryStartNoGCRegion(sizeBytes);
        return new();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // It has ended by itself when more was allocated.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
    }
}
