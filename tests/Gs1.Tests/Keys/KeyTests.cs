using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.Keys;

public class KeyTests
{
    [Fact]
    public void Sscc_GeneralSpecificationsExample_Parses()
    {
        var sscc = Sscc.Parse("106141412345678908");
        sscc.ExtensionDigit.ShouldBe(1);
        sscc.ToString().ShouldBe("106141412345678908");
        Sscc.Create(1, "0614141", 234567890).ShouldBe(sscc);
    }

    [Theory]
    [InlineData(10, "0614141", 1)]
    [InlineData(0, "061", 1)]
    [InlineData(0, "0614141", 1_000_000_000)]
    [InlineData(0, "0614141", -1)]
    [InlineData(0, "06141x1", 1)]
    public void SsccCreate_PartOutOfRange_Throws(int extension, string prefix, long reference) =>
        Should.Throw<Gs1FormatException>(() => Sscc.Create(extension, prefix, reference));

    [Fact]
    public void Sscc_LargestNumber_IsHeldExactly() => Sscc.Parse("999999999999999995").Value.ShouldBe(999999999999999995);

    [Theory]
    [InlineData("10614141234567890", Gs1ErrorCode.Length)]
    [InlineData("106141412345678909", Gs1ErrorCode.CheckDigit)]
    [InlineData("10614141234567890x", Gs1ErrorCode.Charset)]
    public void Sscc_Malformed_GivesCode(string text, string code)
    {
        Sscc.TryParse(text, out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(code);
        error.Field.ShouldBe("sscc");
    }

    [Fact]
    public void Gln_WithoutExtension_EqualsExtensionZero()
    {
        var gln = Gln.Parse("0614141073467");
        new Sgln(gln).ShouldBe(new Sgln(gln, "0"));
        new Sgln(gln, "1234").ShouldNotBe(new Sgln(gln));
        new Sgln(gln, "1234").ToString().ShouldBe("(414)0614141073467(254)1234");
        Should.Throw<Gs1FormatException>(() => new Sgln(gln, new string('1', 21))).Error.Field.ShouldBe("extension");
    }

    [Theory]
    [InlineData("", Gs1ErrorCode.Empty, 0)]
    [InlineData("123456789012345678901", Gs1ErrorCode.Length, 20)]
    [InlineData("AB C", Gs1ErrorCode.Charset, 2)]
    [InlineData("AB#C", Gs1ErrorCode.Charset, 2)]
    [InlineData("ABÄ", Gs1ErrorCode.Charset, 2)]
    [InlineData("A\u001dB", Gs1ErrorCode.Charset, 1)]
    public void Sgtin_SerialMalformed_GivesCodeAndPosition(string serial, string code, int position)
    {
        Sgtin.TryCreate("04006381333931", serial, out _, out var error).ShouldBeFalse();
        (error!.Code, error.Field, error.Position).ShouldBe((code, "serial", position));
        var gtin = Gtin.Parse("04006381333931");
        Should.Throw<Gs1FormatException>(() => new Sgtin(gtin, serial)).Error.ShouldBe(error);
    }

    [Fact]
    public void Sgtin_SerialsDifferInCase_AreDifferentUnits()
    {
        var gtin = Gtin.Parse("4006381333931");
        new Sgtin(gtin, "abc").ShouldNotBe(new Sgtin(gtin, "ABC"));
        new Sgtin(gtin, "abc").ShouldBe(new Sgtin(Gtin.Parse("04006381333931"), "abc"));
        new Sgtin(gtin, "!\"%&'()*+,-./:;<=>?_").ToString().ShouldBe("(01)04006381333931(21)!\"%&'\\()*+,-./:;<=>?_");
        new Lgtin(gtin, "L1").ToString().ShouldBe("(01)04006381333931(10)L1");
    }

    [Fact]
    public void Compare_ByNumber_AgreesWithOperators()
    {
        var (smallSscc, largeSscc) = (Sscc.Create(0, "0614141", 1), Sscc.Create(0, "0614141", 2));
        (smallSscc < largeSscc && smallSscc <= largeSscc && !(smallSscc > largeSscc) && !(smallSscc >= largeSscc)).ShouldBeTrue();
        var (smallGln, largeGln) = (Gln.Parse("0614141073467"), Gln.Parse("4012345000016"));
        (smallGln < largeGln && smallGln <= largeGln && !(smallGln > largeGln) && !(smallGln >= largeGln)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("061414107346", Gs1ErrorCode.Length)]
    [InlineData("0614141073468", Gs1ErrorCode.CheckDigit)]
    [InlineData("061414107346 ", Gs1ErrorCode.Charset)]
    [InlineData("0000000000000", Gs1ErrorCode.ZeroKey)]
    public void Gln_Malformed_GivesCode(string text, string code)
    {
        Gln.TryParse(text, out _, out var error).ShouldBeFalse();
        (error!.Code, error.Field).ShouldBe((code, "gln"));
        Should.Throw<Gs1FormatException>(() => Gln.Parse(text)).Error.ShouldBe(error);
    }

    [Fact]
    public void Compound_DefaultKeyInside_IsRefused()
    {
        Should.Throw<Gs1FormatException>(() => new Sgtin(default, "A")).Error.Code.ShouldBe(Gs1ErrorCode.ZeroKey);
        Should.Throw<Gs1FormatException>(() => new Lgtin(default, "A")).Error.Code.ShouldBe(Gs1ErrorCode.ZeroKey);
        Should.Throw<Gs1FormatException>(() => new Sgln(default)).Error.Code.ShouldBe(Gs1ErrorCode.ZeroKey);
    }

    [Fact]
    public void TryCreate_TextParts_JoinsThem()
    {
        Sgtin.TryCreate("4006381333931", "A", out var unit, out _).ShouldBeTrue();
        unit.ShouldBe(new Sgtin(Gtin.Parse("4006381333931"), "A"));
        Lgtin.TryCreate("4006381333931", "L", out var lot, out _).ShouldBeTrue();
        lot.ShouldBe(new Lgtin(Gtin.Parse("4006381333931"), "L"));
        Lgtin.TryCreate("4006381333931", "", out _, out var error).ShouldBeFalse();
        (error!.Code, error.Field).ShouldBe((Gs1ErrorCode.Empty, "lot"));
    }

    [Fact]
    public void CheckDigit_OtherCharacters_AreNoDigits()
    {
        CheckDigit.IsValid("").ShouldBeFalse();
        CheckDigit.IsValid("40063813339x1").ShouldBeFalse();
        Should.Throw<Gs1FormatException>(() => CheckDigit.Compute("12x")).Error.Position.ShouldBe(2);
    }
}
