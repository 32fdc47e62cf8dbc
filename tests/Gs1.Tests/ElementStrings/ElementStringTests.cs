using FsCheck;
using FsCheck.Fluent;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.ElementStrings;

public class ElementStringTests
{
    private const string Fnc1 = "\u001d";
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("]d20104006381333931" + "17280229" + "10LOT-7" + Fnc1 + "21ABC(123")]
    [InlineData("]C10104006381333931" + "17280229" + "10LOT-7" + Fnc1 + "21ABC(123" + Fnc1)]
    [InlineData("]Q30104006381333931" + "17280229" + Fnc1 + "10LOT-7" + Fnc1 + "21ABC(123")]
    [InlineData(Fnc1 + "0104006381333931" + "17280229" + "10LOT-7" + Fnc1 + "21ABC(123")]
    [InlineData("0104006381333931" + "17280229" + "10LOT-7" + Fnc1 + "21ABC(123")]
    [InlineData("]d20104006381333931" + "17280229" + "10LOT-7" + Fnc1 + "21ABC(123\r\n")]
    [InlineData(@"(01)04006381333931(17)280229(10)LOT-7(21)ABC\(123")]
    [InlineData(@"]d2(01)04006381333931(17)280229(10)LOT-7(21)ABC\(123")]
    public void Parse_MedicinePackEachWayOfWriting_GivesAllParts(string text)
    {
        var scan = ElementString.Parse(text);
        scan.Gtin.ShouldBe(Gtin.Parse("4006381333931"));
        scan.Serial.ShouldBe("ABC(123");
        scan.Lot.ShouldBe("LOT-7");
        scan.ExpiryAsOf(Today).ShouldBe(new DateOnly(2028, 2, 29));
        scan.Sgtin.ShouldBe(new Sgtin(Gtin.Parse("4006381333931"), "ABC(123"));
        scan.Lgtin.ShouldBe(new Lgtin(Gtin.Parse("4006381333931"), "LOT-7"));
        scan.Sscc.ShouldBeNull();
        scan.Elements.Select(e => e.Ai).ShouldBe(["01", "17", "10", "21"]);
        scan.ToString().ShouldBe(@"(01)04006381333931(17)280229(10)LOT-7(21)ABC\(123");
        scan.ToRaw().ShouldBe("0104006381333931" + "17280229" + "10LOT-7" + Fnc1 + "21ABC(123");
        scan.TryCheckPairings(out _).ShouldBeTrue();
    }

    [Fact]
    public void Parse_LogisticLabel_GivesSsccContentAndLocation()
    {
        var scan = ElementString.Parse("00106141412345678908" + "0204006381333931" + "3740" + Fnc1 + "414061414107346725412A");
        scan.Sscc.ShouldBe(Sscc.Parse("106141412345678908"));
        scan["37"].ShouldBe("40");
        scan.Sgln.ShouldBe(new Sgln(Gln.Parse("0614141073467"), "12A"));
        scan.TryCheckPairings(out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", Gs1ErrorCode.Empty, "text", 0)]
    [InlineData("]d2", Gs1ErrorCode.Empty, "text", 0)]
    [InlineData("]d2" + Fnc1, Gs1ErrorCode.Empty, "text", 0)]
    [InlineData("]E04006381333931", Gs1ErrorCode.Syntax, "symbology", 0)]
    [InlineData("]d2010400638133393217280229", Gs1ErrorCode.CheckDigit, "(01)", 18)]
    [InlineData("01040063813339", Gs1ErrorCode.Length, "(01)", 14)]
    [InlineData("0104006381333931" + "17281329", Gs1ErrorCode.Date, "(17)", 20)]
    [InlineData("0104006381333931" + "17280230", Gs1ErrorCode.Date, "(17)", 22)]
    [InlineData("0104006381333931" + "17270229", Gs1ErrorCode.Date, "(17)", 22)]
    [InlineData("0104006381333931" + "21", Gs1ErrorCode.Empty, "(21)", 18)]
    [InlineData("0104006381333931" + "21123456789012345678901", Gs1ErrorCode.Length, "(21)", 38)]
    [InlineData("0104006381333931" + "21AB~C", Gs1ErrorCode.Charset, "(21)", 20)]
    [InlineData("0104006381333931" + "0504006381333931", Gs1ErrorCode.AiUnknown, "ai", 16)]
    [InlineData("0104006381333931" + "10A" + Fnc1 + "10B", Gs1ErrorCode.AiRepeated, "(10)", 22)]
    [InlineData("(01)04006381333931(5)X", Gs1ErrorCode.AiUnknown, "ai", 19)]
    [InlineData("(01)04006381333931(21", Gs1ErrorCode.Syntax, "ai", 18)]
    [InlineData("(01)04006381333931(21)A(10", Gs1ErrorCode.Syntax, "ai", 23)]
    public void TryParse_Malformed_GivesCodeFieldAndPosition(string text, string code, string field, int position)
    {
        ElementString.TryParse(text, out var scan, out var error).ShouldBeFalse();
        scan.ShouldBeNull();
        (error.Code, error.Field, error.Position).ShouldBe((code, field, position));
        error.Cure.ShouldNotBeEmpty();
        Should.Throw<Gs1FormatException>(() => ElementString.Parse(text)).Error.ShouldBe(error);
    }

    [Theory]
    [InlineData("260228", 2026, 2, 28)]
    [InlineData("260200", 2026, 2, 28)]
    [InlineData("280200", 2028, 2, 29)]
    [InlineData("761231", 2076, 12, 31)]
    [InlineData("770101", 1977, 1, 1)]
    [InlineData("000229", 2000, 2, 29)]
    public void ExpiryAsOf_CenturyAndDayRules_FollowTheSpecification(string yymmdd, int year, int month, int day) =>
        ElementString.Parse("(17)" + yymmdd).ExpiryAsOf(Today).ShouldBe(new DateOnly(year, month, day));

    [Fact]
    public void ExpiryAsOf_LateInACentury_LooksIntoTheNext()
    {
        ElementString.Parse("(17)000101").ExpiryAsOf(new(2060, 1, 1)).ShouldBe(new DateOnly(2100, 1, 1));
        ElementString.Parse("(17)100101").ExpiryAsOf(new(2060, 1, 1)).ShouldBe(new DateOnly(2110, 1, 1));
        ElementString.Parse("(17)110101").ExpiryAsOf(new(2060, 1, 1)).ShouldBe(new DateOnly(2011, 1, 1));
        ElementString.Parse("(7003)2811302359").ExpiryAsOf(Today).ShouldBe(new DateOnly(2028, 11, 30));
        ElementString.Parse("(10)A").ExpiryAsOf(Today).ShouldBeNull();
    }

    [Theory]
    [InlineData("(21)ABC", "(21)")]
    [InlineData("(02)04006381333931", "(02)")]
    [InlineData("(01)04006381333931(37)5", "(01)")]
    [InlineData("(01)04006381333931(3100)000500(3101)000500", "(3100)")]
    public void TryCheckPairings_Broken_NamesTheElement(string text, string field)
    {
        ElementString.Parse(text).TryCheckPairings(out var error).ShouldBeFalse();
        (error!.Code, error.Field).ShouldBe((Gs1ErrorCode.AiPairing, field));
    }

    [Fact]
    public void Create_BadElement_Throws()
    {
        Should.Throw<Gs1FormatException>(() => ElementString.Create()).Error.Code.ShouldBe(Gs1ErrorCode.Empty);
        Should.Throw<Gs1FormatException>(() => ElementString.Create(default(Element))).Error.Code.ShouldBe(Gs1ErrorCode.AiUnknown);
        Should.Throw<Gs1FormatException>(() => ElementString.Create(new Element("10", "A\u001dB"))).Error.Code.ShouldBe(Gs1ErrorCode.Charset);
    }

    [Fact]
    public void Parse_BeyondBounds_IsRefused()
    {
        ElementString.TryParse(new string('1', ElementString.MaximumLength + 1), out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(Gs1ErrorCode.TooMany);
        var many = string.Concat(AiTable.Definitions.SelectMany(d => d.Identifiers())
            .Where(ai => ai[0] == '3' && ai.Length == 4 && ai[1] <= '6').Take(ElementString.MaximumElements + 1).Select(ai => ai + "000001"));
        ElementString.TryParse(many, out _, out error).ShouldBeFalse();
        error!.Code.ShouldBe(Gs1ErrorCode.TooMany);
    }

    [Fact]
    public void ToRawAndToString_AnyElements_RoundTrip() =>
        Prop.ForAll(Generators.ElementLists.ToArbitrary(), elements =>
        {
            var scan = ElementString.Create(elements);
            ElementString.Parse(scan.ToRaw()).Elements.ShouldBe(scan.Elements);
            ElementString.Parse("]d2" + scan.ToRaw()).Elements.ShouldBe(scan.Elements);
            ElementString.Parse(scan.ToString()).Elements.ShouldBe(scan.Elements);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_ArbitraryText_NeverThrows() =>
        Prop.ForAll(
            Gen.OneOf(
                ArbMap.Default.GeneratorFor<string>(),
                Gen.Elements("(", ")", "]d2", Fnc1, "01", "17", "8013", "8007", "04006381333931", "A", "%", "\\", "9", "0", "é").ListOf().Select(string.Concat))
                .ToArbitrary(),
            text =>
            {
                var isRead = ElementString.TryParse(text, out var scan, out var error);
                (isRead ? scan is not null : error is { Cure.Length: > 0 }).ShouldBeTrue();
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
}
