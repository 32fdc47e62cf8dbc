using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Verbs;
using Ledger.Contracts.Words;

namespace Ledger.Cli.Tests.Verbs;

public sealed class GivenTests
{
    [Theory]
    [InlineData("wrong-serial", ExceptionReason.WrongSerial)]
    [InlineData("CONCEALED-SHORTAGE", ExceptionReason.ConcealedShortage)]
    [InlineData("7", ExceptionReason.Temperature)]
    [InlineData("99", ExceptionReason.Other)]
    public void Code_NameOrNumber_IsTheReason(string text, ExceptionReason reason) => Given.Code<ExceptionReason>(text, "reason").ShouldBe(reason);

    [Fact]
    public void Code_AllNames_ReadBack()
    {
        foreach (var reason in Enum.GetValues<ExceptionReason>().Except([ExceptionReason.None])) Given.Code<ExceptionReason>(Given.Dashed($"{reason}"), "reason").ShouldBe(reason);
        foreach (var kind in Enum.GetValues<ConditionKind>().Except([ConditionKind.None])) Given.Code<ConditionKind>(Given.Dashed($"{kind}"), "kind").ShouldBe(kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("0")]
    [InlineData("wrong serial")]
    [InlineData("13")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public void Code_NoSuch_ListsThoseThereAre(string text)
    {
        var error = Should.Throw<LedgerException>(() => Given.Code<ExceptionReason>(text, "reason")).Error;
        (error.Code, error.Field).ShouldBe((ErrorCode.ArgumentInvalid, "reason"));
        error.Cure.ShouldContain("concealed-shortage");
    }

    [Theory]
    [InlineData("2030-06-30", "2030-06-30T00:00:00Z")]
    [InlineData("2030-06-30T12:30:05Z", "2030-06-30T12:30:05Z")]
    [InlineData("2030-06-30T12:30:05+02:00", "2030-06-30T10:30:05Z")]
    [InlineData("2030-06-30 12:30", "2030-06-30T12:30:00Z")]
    public void Moment_DateOrTime_IsInUtc(string text, string utc) =>
        Given.Moment(text, "due").ShouldBe(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("2030-13-01")]
    public void Moment_Neither_SaysTheForm(string text) => Should.Throw<LedgerException>(() => Given.Moment(text, "due")).Error.Cure.ShouldContain("yyyy-mm-dd");

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0, true)]
    [InlineData(366, true)]
    [InlineData(366.01, false)]
    [InlineData(-1, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(1e300, false)]
    public void Days_NumberInOrOutOfRange_IsATimeOrRefused(double days, bool isFine)
    {
        if (isFine) Given.Days(days, "days", 366).TotalDays.ShouldBe(days);
        else Should.Throw<LedgerException>(() => Given.Days(days, "days", 366)).Error.Field.ShouldBe("days");
    }

    [Fact]
    public void Hash_NoneOrWrong_IsZeroOrRefused()
    {
        Given.Hash(null, "document").ShouldBe(default);
        Should.Throw<LedgerException>(() => Given.Hash("0x12", "document")).Error.Field.ShouldBe("document");
    }
}
