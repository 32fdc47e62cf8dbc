using Ledger.Api.Errors;
using Ledger.Client.Preparing;

namespace Ledger.Client.Tests.Preparing;

public sealed class PreparationTests
{
    [Fact]
    public void Seconds_WithinTheContractsRange_AreWhole()
    {
        Preparation.Seconds(TimeSpan.Zero, "notice").ShouldBe(0u);
        Preparation.Seconds(TimeSpan.FromMilliseconds(1_999), "notice").ShouldBe(1u);
        Preparation.Seconds(TimeSpan.FromSeconds(uint.MaxValue), "notice").ShouldBe(uint.MaxValue);
    }

    [Fact]
    public void Seconds_NegativeOrTooLong_AreRefusedWithTheField()
    {
        Should.Throw<LedgerException>(() => Preparation.Seconds(TimeSpan.FromSeconds(-1), "notice")).Error.Field.ShouldBe("notice");
        Should.Throw<LedgerException>(() => Preparation.Seconds(TimeSpan.FromSeconds(uint.MaxValue + 1d), "notice")).Error.Field.ShouldBe("notice");
    }
}
