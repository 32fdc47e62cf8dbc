using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Embedded;

public sealed class DiskPatienceTests
{
    private readonly ManualTime _time = new();
    private readonly ChainProgress _progress = new(maxBlocksAhead: 1) { Health = ChainHealth.Ready };
    private readonly EmbeddedChainOptions _options = new() { FolderPath = "/data", MinFreeDiskSizeBytes = 100, DiskRetryMilliseconds = 50 };
    private long _free = 100;
    private int _writes;

    [Fact]
    public void WriteAsync_WithRoom_WritesAtOnce()
    {
        WriteAsync(() => _writes++).IsCompletedSuccessfully.ShouldBeTrue();
        _writes.ShouldBe(1);
        _progress.Health.ShouldBe(ChainHealth.Ready);
    }

    [Fact]
    public async Task WriteAsync_WithoutRoom_TouchesNothingUntilThereIsSome()
    {
        _free = 99;
        var write = WriteAsync(() => _writes++);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        write.IsCompleted.ShouldBeFalse();
        _writes.ShouldBe(0);
        _progress.Health.State.ShouldBe(ChainState.ReadOnly);
        _progress.Health.Reason.ShouldNotBeNull().ShouldContain("/data");

        _free = 100;
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await write.WaitAsync(TimeSpan.FromSeconds(10));
        _writes.ShouldBe(1);
        _progress.Health.ShouldBe(ChainHealth.Ready);
    }

    [Fact]
    public async Task WriteAsync_WhenTheDatabaseFindsTheDiskFull_TriesAgain()
    {
        var write = WriteAsync(() =>
        {
            if (_writes++ == 0) throw new RocksDbException("IO error: No space left on device: While appending to file");
        });
        _progress.Health.State.ShouldBe(ChainState.ReadOnly);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await write.WaitAsync(TimeSpan.FromSeconds(10));
        _writes.ShouldBe(2);
    }

    [Fact]
    public void WriteAsync_OfAnyOtherFault_PassesItOn() =>
        Should.Throw<RocksDbException>(() => WriteAsync(() => throw new RocksDbException(
            "Corruption: bad block"))).Kind.ShouldBe(RocksDbErrorKind.Corruption);

    private Task WriteAsync(Action write) =>
        new DiskPatience(_progress, _options, () => _free, _time, NullLogger.Instance).WriteAsync(write, CancellationToken.None);
}
