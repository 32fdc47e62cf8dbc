using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

public sealed class BlockPaceTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task WaitAsync_BeforeTheFirstBlock_DoesNotWait() => await Pace().WaitAsync(CancellationToken.None);

    [Fact]
    public void WaitAsync_AfterAQuickBlock_WaitsTheLeastInterval()
    {
        var pace = Pace();
        Mine(pace, TimeSpan.FromMilliseconds(10));
        var wait = pace.WaitAsync(CancellationToken.None);

        _time.Advance(TimeSpan.FromMilliseconds(39));
        wait.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        wait.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Interval_AfterASlowBlock_IsTwiceItsMiningTime()
    {
        var pace = Pace();
        Mine(pace, TimeSpan.FromMilliseconds(300));
        pace.Interval.ShouldBe(TimeSpan.FromMilliseconds(600));
        Mine(pace, TimeSpan.FromMilliseconds(5));
        pace.Interval.ShouldBe(TimeSpan.FromMilliseconds(50));
    }

    private BlockPace Pace() => new(TimeSpan.FromMilliseconds(50), _time);

    private void Mine(BlockPace pace, TimeSpan duration)
    {
        pace.Start();
        _time.Advance(duration);
        pace.Finish();
    }
}
