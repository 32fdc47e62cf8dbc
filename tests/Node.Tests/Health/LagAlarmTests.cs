using Ledger.Node.Health;
using Ledger.Node.Tests.Embedded;

namespace Ledger.Node.Tests.Health;

public sealed class LagAlarmTests
{
    private readonly ManualTime _time = new();
    private readonly LagAlarm _alarm;

    public LagAlarmTests() => _alarm = new LagAlarm(TimeSpan.FromSeconds(60), _time);

    [Fact]
    public void Observe_BehindAndNoNearer_IsRaisedAfterItsPatienceAndEndsWhenItComesNearer()
    {
        Observe(100, afterSeconds: 0).ShouldBeNull();
        Observe(100, afterSeconds: 59).ShouldBeNull();
        Observe(105, afterSeconds: 1).ShouldBe("105 blocks behind, and no nearer for 60 s");
        Observe(99, afterSeconds: 1).ShouldBeNull();
        Observe(99, afterSeconds: 60).ShouldBe("99 blocks behind, and no nearer for 60 s");
        Observe(NodeStatus.MaxReadyLag, afterSeconds: 1).ShouldBeNull();
    }

    [Fact]
    public void Observe_CatchingUp_IsNeverRaised()
    {
        for (var lag = 100_000UL; lag > NodeStatus.MaxReadyLag; lag--) Observe(lag, afterSeconds: 59).ShouldBeNull();
    }

    [Fact]
    public void Observe_ShortOfTheBound_IsNeverRaised()
    {
        for (var i = 0; i < 100; i++) Observe(NodeStatus.MaxReadyLag, afterSeconds: 60).ShouldBeNull();
        Observe(NodeStatus.MaxReadyLag + 1, afterSeconds: 60).ShouldBeNull();
    }

    [Fact]
    public void Observe_BehindAgain_CountsAnew()
    {
        Observe(20, afterSeconds: 0);
        Observe(0, afterSeconds: 59);
        Observe(20, afterSeconds: 59).ShouldBeNull();
        Observe(20, afterSeconds: 59).ShouldBeNull();
        Observe(20, afterSeconds: 1).ShouldNotBeNull();
    }

    private string? Observe(ulong lag, int afterSeconds)
    {
        _time.Advance(TimeSpan.FromSeconds(afterSeconds));
        _alarm.Observe(lag);
        return _alarm.Current;
    }
}
