using Ledger.Gs1.Epc;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.Epc;

public class EpcUrnTests
{
    private static readonly CompanyPrefixTable Prefixes = CompanyPrefixTable.Parse("0614141:7\n4012345:7");

    [Fact]
    public void Format_PrefixInTable_WritesUrn()
    {
        var gtin = Gtin.Parse("10614141073464");
        EpcUrn.Format(new Sgtin(gtin, "2017"), Prefixes).ShouldBe("urn:epc:id:sgtin:0614141.107346.2017");
        EpcUrn.Format(new Sgtin(gtin, "\"%&/<>?!'()*+,-.:;=_"), Prefixes)
            .ShouldBe("urn:epc:id:sgtin:0614141.107346.%22%25%26%2F%3C%3E%3F!'()*+,-.:;=_");
        EpcUrn.Format(new Lgtin(gtin, "L/1"), Prefixes).ShouldBe("urn:epc:class:lgtin:0614141.107346.L%2F1");
        EpcUrn.Format(gtin, Prefixes).ShouldBe("urn:epc:idpat:sgtin:0614141.107346.*");
        EpcUrn.Format(Sscc.Parse("106141412345678908"), Prefixes).ShouldBe("urn:epc:id:sscc:0614141.1234567890");
        EpcUrn.Format(new Sgln(Gln.Parse("0614141073467"), "12"), Prefixes).ShouldBe("urn:epc:id:sgln:0614141.07346.12");
        EpcUrn.Format(new Sgln(Gln.Parse("0614141073467")), Prefixes).ShouldBe("urn:epc:id:sgln:0614141.07346.0");
    }

    [Fact]
    public void Format_PrefixOfTwelveDigits_LeavesTheIndicatorOnly() =>
        EpcUrn.Format(new Sgtin(Gtin.Parse("10614141073464"), "1"), 12).ShouldBe("urn:epc:id:sgtin:061414107346.1.1");

    [Fact]
    public void Format_PrefixUnknown_SaysSoAndGuessesNothing()
    {
        var error = Should.Throw<Gs1FormatException>(() => EpcUrn.Format(Gtin.Parse("4006381333931"), Prefixes)).Error;
        error.Code.ShouldBe(Gs1ErrorCode.PrefixUnknown);
        error.Cure.ShouldContain("Digital Link");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(0)]
    public void Format_LengthOutOfRange_Throws(int length)
    {
        Should.Throw<Gs1FormatException>(() => EpcUrn.Format(Sscc.Parse("106141412345678908"), length)).Error.Code.ShouldBe(Gs1ErrorCode.PrefixLength);
        Should.Throw<Gs1FormatException>(() => EpcUrn.Format(default(Sscc), length)).Error.Code.ShouldBe(Gs1ErrorCode.ZeroKey);
    }
}
