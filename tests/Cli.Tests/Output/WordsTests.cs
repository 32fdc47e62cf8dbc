using Ledger.Cli.Output;

namespace Ledger.Cli.Tests.Output;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0 seconds")]
    [InlineData(1, "1 second")]
    [InlineData(90, "90 seconds")]
    [InlineData(120, "2 minutes")]
    [InlineData(3600, "1 hour")]
    [InlineData(86_400, "1 day")]
    [InlineData(2_592_000, "30 days")]
    public void Duration_Seconds_IsInTheGreatestWholeUnit(ulong seconds, string text) => Words.Duration(seconds).ShouldBe(text);

    [Theory]
    [InlineData(0, "", "", "")]
    [InlineData(1_900_000_000, "2030-03-17 17:46:40", "2030-03-17 17:46", "2030-03-17")]
    [InlineData(ulong.MaxValue, "9999-12-31 23:59:59", "9999-12-31 23:59", "9999-12-31")]
    public void Time_AnySecond_IsInUtc(ulong seconds, string time, string minute, string day) =>
        (Words.Time(seconds), Words.Minute(seconds), Words.Day(seconds)).ShouldBe((time, minute, day));
}
