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

    /// <summary>How many times the expected amount is set aside at most. Only what is used takes memory.</summary>
    private const int Reserve = 4;

    private QuietHeap()
    {
    }

    /// <summary>Sets memory aside, several times as much as is expected where there is so much: calls that wait for a stalled node take more. Where there is not enough, collections go on as ever.</summary>
    /// <param name="expectedSizeBytes">How much will be allocated when all is well.</param>
    public static QuietHeap Begin(long expectedSizeBytes)
    {
        GC.Collect();
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare;
        if (expectedSizeBytes > 0 && expectedSizeBytes <= available) TryStart(Math.Min(available, expectedSizeBytes * Reserve));
        return new();
    }

    private static void TryStart(long sizeBytes)
    {
        try
        {
            GC.TryStartNoGCRegion(sizeBytes);
        }
        catch (ArgumentOutOfRangeException)
        {
            // More than this runtime's heap can be given at once: collections go on as ever, and are reported.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // It has ended by itself when more was allocated.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
    }
}
