using FsCheck;
using FsCheck.Fluent;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Tests.Wire;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("1H", 3600.0)]
    [InlineData("2M", 120.0)]
    [InlineData("3S", 3.0)]
    [InlineData("4m", 0.004)]
    [InlineData("5u", 0.000005)]
    [InlineData("1n", 0.0000001)]
    [InlineData("0S", 0.0)]
    public void TryParse_EachUnit_IsRead(string text, double seconds)
    {
        GrpcTimeout.TryParse(text, out TimeSpan timeout).ShouldBeTrue();
        timeout.TotalSeconds.ShouldBe(seconds, tolerance: 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("123456789S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1.5S")]
    [InlineData("1s")]
    public void TryParse_AnythingElse_IsRefused(string text) => GrpcTimeout.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Format_AnyTimeout_IsReadBackNoShorterAndAtMostOnePercentLonger()
    {
        Prop.ForAll<long>(ticks =>
        {
            var timeout = TimeSpan.FromTicks(Math.Abs(ticks % TimeSpan.FromDays(365_000).Ticks));
            string text = GrpcTimeout.Format(timeout);
            if (!GrpcTimeout.TryParse(text, out TimeSpan read) || text.Length > 9 || read < timeout)
                return false;
            return read - timeout <= TimeSpan.FromTicks((timeout.Ticks / 100) + 10);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Format_LongTimeouts_TakeALargerUnit()
    {
        GrpcTimeout.Format(TimeSpan.FromSeconds(99)).ShouldBe("99000000u");
        GrpcTimeout.Format(TimeSpan.FromSeconds(100)).ShouldBe("100000m");
        GrpcTimeout.Format(TimeSpan.FromDays(2)).ShouldBe("172800S");
        GrpcTimeout.Format(TimeSpan.FromDays(2000)).ShouldBe("2880000M");
        GrpcTimeout.Format(TimeSpan.FromDays(100_000)).ShouldBe("2400000H");
    }
}
