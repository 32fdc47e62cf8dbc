using System.Runtime.InteropServices;
using Ledger.Native.Memory;

namespace Ledger.Native.Tests.Memory;

/// <summary>With the GNU C library, which the supported distributions have.</summary>
public sealed class NativeHeapTests
{
    private const int LargeSizeBytes = 1 << 20;
    private const int SmallSizeBytes = 64 << 10;

    [Fact]
    public void GiveBackAtOnce_BlocksOfTheSize_HavePagesOfTheirOwn()
    {
        // By itself the library learns from this one to keep all that are smaller.
        Marshal.FreeHGlobal(Marshal.AllocHGlobal(16 * LargeSizeBytes));

        NativeHeap.GiveBackAtOnce(LargeSizeBytes / 2).ShouldBeTrue();

        var blocks = Allocate(128, LargeSizeBytes);
        blocks.ForEach(Marshal.FreeHGlobal);

        // Room that others have left is used up first, and a page's first place is met by chance once in 256.
        blocks.Count(block => block % Environment.SystemPageSize == 2 * nint.Size).ShouldBeGreaterThan(64);
    }

    [Fact]
    public void GiveBackFree_PagesBetweenBlocksInUse_AreGivenBack()
    {
        var blocks = Allocate(64, SmallSizeBytes);
        for (var i = 0; i < blocks.Count; i += 2) Marshal.FreeHGlobal(blocks[i]);

        NativeHeap.GiveBackFree().ShouldBeTrue();

        for (var i = 1; i < blocks.Count; i += 2) Marshal.FreeHGlobal(blocks[i]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void GiveBackAtOnce_NoSize_IsRefused(int sizeBytes) => Should.Throw<ArgumentOutOfRangeException>(() => NativeHeap.GiveBackAtOnce(sizeBytes));

    private static List<nint> Allocate(int count, int sizeBytes) => [.. Enumerable.Range(0, count).Select(_ => Marshal.AllocHGlobal(sizeBytes))];
}
