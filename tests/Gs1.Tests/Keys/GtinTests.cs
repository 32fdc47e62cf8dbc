using FsCheck;
using FsCheck.Fluent;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.Keys;

public class GtinTests
{
    [Theory]
    [InlineData("96385074", "00000096385074", GtinFormat.Gtin8)]
    [InlineData("614141000036", "00614141000036", GtinFormat.Gtin12)]
    [InlineData("0614141000036", "00614141000036", GtinFormat.Gtin12)]
    [InlineData("4006381333931", "04006381333931", GtinFormat.Gtin13)]
    [InlineData("9506000134352", "09506000134352", GtinFormat.Gtin13)]
    [InlineData("10614141073464", "10614141073464", GtinFormat.Gtin14)]
    public void Parse_EveryLengthClass_IsNormalisedAndKnowsItsClass(string text, string normal, GtinFormat format)
    {
        var gtin = Gtin.Parse(text);
        gtin.ToString().ShouldBe(normal);
        gtin.Format.ShouldBe(format);
        gtin.ShouldBe(Gtin.Parse(normal));
        gtin.ToIssuedString().Length.ShouldBe((int)format);
        Gtin.FromValue(gtin.Value).ShouldBe(gtin);
    }

    [Fact]
    public void TryParse_WrongCheckDigit_NamesTheExpectedOne()
    {
        Gtin.TryParse("4006381333932", out var key, out var error).ShouldBeFalse();
        key.ShouldBe(default);
        error!.Code.ShouldBe(Gs1ErrorCode.CheckDigit);
        error.Position.ShouldBe(12);
        error.Message.ShouldContain("expected 1");
    }

    [Theory]
    [InlineData("", Gs1ErrorCode.Empty, 0)]
    [InlineData("400638133393", Gs1ErrorCode.CheckDigit, 11)]
    [InlineData("40063813339", Gs1ErrorCode.Length, -1)]
    [InlineData("123456789012345", Gs1ErrorCode.Length, -1)]
    [InlineData("400638133393X", Gs1ErrorCode.Charset, 12)]
    [InlineData(" 006381333931", Gs1ErrorCode.Charset, 0)]
    [InlineData("٤٠٠٦٣٨١٣٣٣٩٣١", Gs1ErrorCode.Charset, 0)]
    [InlineData("00000000", Gs1ErrorCode.ZeroKey, -1)]
    public void TryParse_Malformed_GivesCodeAndPosition(string text, string code, int position)
    {
        Gtin.TryParse(text, out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(code);
        error.Position.ShouldBe(position);
        error.Field.ShouldBe("gtin");
        error.Cure.ShouldNotBeEmpty();
        Should.Throw<Gs1FormatException>(() => Gtin.Parse(text)).Error.ShouldBe(error);
    }

    [Fact]
    public void Parse_AnyNumberWithItsCheckDigit_RoundTrips() =>
        Prop.ForAll(
            Gen.Choose(1, int.MaxValue).Zip(Gen.Choose(0, 4_000)).Select(p => ((long)p.Item1 * 4_001) + p.Item2).ToArbitrary(),
            body =>
            {
                var digits = body.ToString("D13");
                var text = digits + CheckDigit.Compute(digits);
                return string.Equals(Gtin.Parse(text).ToString(), text, StringComparison.Ordinal) && Gtin.Parse(Gtin.Parse(text).ToIssuedString()) == Gtin.Parse(text);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_OneDigitChanged_IsAlwaysRefused() =>
        Prop.ForAll(
            Gen.Choose(1, int.MaxValue).ToArbitrary(),
            Gen.Choose(0, 12).Zip(Gen.Choose(1, 9)).ToArbitrary(),
            (number, change) =>
            {
                var body = number.ToString("D12");
                var text = (body + CheckDigit.Compute(body)).ToCharArray();
                text[change.Item1] = (char)('0' + ((text[change.Item1] - '0' + change.Item2) % 10));
                return !Gtin.TryParse(text, out _, out var error) && error.Code is Gs1ErrorCode.CheckDigit or Gs1ErrorCode.ZeroKey;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compare_ByNumber_AgreesWithOperators()
    {
        var small = Gtin.Parse("96385074");
        var large = Gtin.Parse("10614141073464");
        (small < large).ShouldBeTrue();
        (small <= large).ShouldBeTrue();
        (small > large).ShouldBeFalse();
        (small >= large).ShouldBeFalse();
        small.CompareTo(large).ShouldBeNegative();
        large.Indicator.ShouldBe(1);
    }
}
