using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.ElementStrings;

public class ContentRulesTests
{
    [Theory]
    [InlineData("(8013)1987654Ad4X4bL5ttr2310c2K")]
    [InlineData("(8007)DE89370400440532013000")]
    [InlineData("(8007)GB82WEST12345698765432")]
    [InlineData("(8006)040123451234560404")]
    [InlineData("(8006)040123451234560104")]
    [InlineData("(3912)978000123")]
    [InlineData("(421)276X1")]
    [InlineData("(422)276")]
    [InlineData("(423)276250")]
    [InlineData("(423)276250380528056")]
    [InlineData("(7030)999ABC")]
    [InlineData("(4307)DE")]
    [InlineData("(4300)Smith%20%26+Co")]
    [InlineData("(4309)18000000003600000000")]
    [InlineData("(4324)2802290959")]
    [InlineData("(4324)2802000959")]
    [InlineData("(4330)000500-")]
    [InlineData("(4330)000500")]
    [InlineData("(4321)1")]
    [InlineData("(7007)280229")]
    [InlineData("(7007)280229280301")]
    [InlineData("(7011)2802292359")]
    [InlineData("(7040)1ABC")]
    [InlineData("(7041)PX")]
    [InlineData("(7241)10")]
    [InlineData("(7241)80")]
    [InlineData("(7250)19000228")]
    [InlineData("(7252)9")]
    [InlineData("(7258)1/2")]
    [InlineData("(8001)12341234512391")]
    [InlineData("(8003)00614141123452400")]
    [InlineData("(8003)00614141123452")]
    [InlineData("(8008)28022923")]
    [InlineData("(8008)280229235959")]
    [InlineData("(8010)0614141A-/#B")]
    [InlineData("(8011)0")]
    [InlineData("(8011)10")]
    [InlineData("(8030)abc-_DEF=")]
    [InlineData("(8040)123456789012345")]
    [InlineData("(8043)123456789012345678")]
    [InlineData("(8110)anything")]
    public void Parse_ValidContent_IsAccepted(string text) => ElementString.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("(8013)1987654Ad4X4bL5ttr2310c2L", Gs1ErrorCode.CheckDigit, 29)]
    [InlineData("(8013)12", Gs1ErrorCode.Length, 8)]
    [InlineData("(8007)DE89370400440532013001", Gs1ErrorCode.CheckDigit, 8)]
    [InlineData("(8007)DE8937040044053201300a", Gs1ErrorCode.Charset, 27)]
    [InlineData("(8007)DE89", Gs1ErrorCode.Length, 10)]
    [InlineData("(8006)040123451234560504", Gs1ErrorCode.Value, 20)]
    [InlineData("(8006)040123451234560001", Gs1ErrorCode.Value, 20)]
    [InlineData("(3912)999000123", null, 0)]
    [InlineData("(3912)001000123", Gs1ErrorCode.Value, 6)]
    [InlineData("(422)999", Gs1ErrorCode.Value, 5)]
    [InlineData("(423)27625", Gs1ErrorCode.Length, 10)]
    [InlineData("(423)276999", Gs1ErrorCode.Value, 8)]
    [InlineData("(4307)XX", Gs1ErrorCode.Value, 6)]
    [InlineData("(4300)A%2", Gs1ErrorCode.Escape, 7)]
    [InlineData("(4309)18000000013600000000", Gs1ErrorCode.Value, 6)]
    [InlineData("(4309)18000000003600000001", Gs1ErrorCode.Value, 16)]
    [InlineData("(4324)2802302400", Gs1ErrorCode.Date, 10)]
    [InlineData("(4324)2802292400", Gs1ErrorCode.Date, 12)]
    [InlineData("(4324)2802292360", Gs1ErrorCode.Date, 14)]
    [InlineData("(4326)280200", Gs1ErrorCode.Date, 10)]
    [InlineData("(4330)000500+", Gs1ErrorCode.Value, 12)]
    [InlineData("(4321)2", Gs1ErrorCode.Value, 6)]
    [InlineData("(7040)1AB+", Gs1ErrorCode.Value, 9)]
    [InlineData("(7041)P+", Gs1ErrorCode.Value, 6)]
    [InlineData("(7241)11", Gs1ErrorCode.Value, 6)]
    [InlineData("(7250)19000229", Gs1ErrorCode.Date, 12)]
    [InlineData("(7250)00000101", Gs1ErrorCode.Date, 6)]
    [InlineData("(7252)3", Gs1ErrorCode.Value, 6)]
    [InlineData("(7258)2/1", Gs1ErrorCode.Value, 6)]
    [InlineData("(8001)00001234512391", Gs1ErrorCode.Value, 6)]
    [InlineData("(8001)12341234512321", Gs1ErrorCode.Value, 18)]
    [InlineData("(8003)10614141123452", Gs1ErrorCode.Value, 6)]
    [InlineData("(8008)28022924", Gs1ErrorCode.Date, 12)]
    [InlineData("(8008)280229236059", Gs1ErrorCode.Date, 14)]
    [InlineData("(8010)061414a", Gs1ErrorCode.Charset, 12)]
    [InlineData("(8010)06A4141", Gs1ErrorCode.Charset, 8)]
    [InlineData("(8004)061", Gs1ErrorCode.Length, 9)]
    [InlineData("(8011)01", Gs1ErrorCode.Value, 6)]
    [InlineData("(8014)12345678", Gs1ErrorCode.CheckDigit, 12)]
    [InlineData("(8030)abc+", Gs1ErrorCode.Charset, 9)]
    public void TryParse_InvalidContent_GivesCodeAndPosition(string text, string? code, int position)
    {
        var isRead = ElementString.TryParse(text, out _, out var error);
        isRead.ShouldBe(code is null);
        if (code is not null) (error!.Code, error.Position).ShouldBe((code, position));
    }

    [Fact]
    public void Named_UnknownRule_IsABugAndSaysSo() =>
        Should.Throw<InvalidOperationException>(() => ContentRules.Named("nothing")).Message.ShouldContain("nothing");

    [Fact]
    public void Compute_ModelNumberOfTheSpecification_GivesItsPair() => CheckCharacterPair.Compute("1987654Ad4X4bL5ttr2310c").ShouldBe("2K");
}
