using FsCheck;
using FsCheck.Fluent;
using Ledger.Gs1.DigitalLinks;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.DigitalLinks;

public class DigitalLinkTests
{
    [Theory]
    [InlineData("https://id.gs1.org/01/09506000134352/10/ABC/21/123456?17=281231&linkType=all", "(01)09506000134352(10)ABC(21)123456(17)281231")]
    [InlineData("https://brand.example.com/a/b/gtin/9506000134352/lot/ABC/ser/123456?exp=281231", "(01)09506000134352(10)ABC(21)123456(17)281231")]
    [InlineData("https://id.gs1.org/01/09506000134352/22/2A?3103=000195;11=", "(01)09506000134352(22)2A(3103)000195")]
    [InlineData("https://id.gs1.org/01/96385074", "(01)00000096385074")]
    [InlineData("https://id.gs1.org/8004/9506000134352ABC", "(8004)9506000134352ABC")]
    public void Parse_Uri_GivesElementsInOrder(string uri, string elements)
    {
        if (uri.EndsWith("11=", StringComparison.Ordinal))
        {
            Should.Throw<Gs1FormatException>(() => DigitalLink.Parse(uri)).Error.Code.ShouldBe(Gs1ErrorCode.Empty);
            uri = uri[..^4];
        }

        DigitalLink.Parse(uri).ToString().ShouldBe(elements);
    }

    [Fact]
    public void Format_ElementsInAnyOrder_IsCanonical()
    {
        var scan = ElementString.Parse("(3103)000195(21)A/B(17)281231(10)L+1(01)09506000134352");
        DigitalLink.Format(scan).ShouldBe("https://id.gs1.org/01/09506000134352/10/L%2B1/21/A%2FB?17=281231&3103=000195");
        DigitalLink.Format(scan, "https://example.com/x/").ShouldStartWith("https://example.com/x/01/09506000134352/");
        DigitalLink.Parse(DigitalLink.Format(scan)).Sgtin.ShouldBe(scan.Sgtin);
    }

    [Theory]
    [InlineData("(10)ABC")]
    [InlineData("(00)106141412345678908(21)ABC")]
    public void Format_NoPlaceInAUri_Throws(string elements) =>
        Should.Throw<Gs1FormatException>(() => DigitalLink.Format(ElementString.Parse(elements))).Error.Code.ShouldBe(Gs1ErrorCode.DigitalLink);

    [Theory]
    [InlineData("", Gs1ErrorCode.Uri)]
    [InlineData("ftp://id.gs1.org/01/09506000134352", Gs1ErrorCode.Uri)]
    [InlineData("https://id.gs1.org", Gs1ErrorCode.DigitalLink)]
    [InlineData("https://id.gs1.org/", Gs1ErrorCode.DigitalLink)]
    [InlineData("https://id.gs1.org/product/5", Gs1ErrorCode.DigitalLink)]
    [InlineData("https://id.gs1.org?17=281231", Gs1ErrorCode.DigitalLink)]
    public void TryParse_NoDigitalLink_GivesCode(string uri, string code)
    {
        DigitalLink.TryParse(uri, out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(code);
    }

    [Fact]
    public void Format_AnyUnitWithAttributes_RoundTrips() =>
        Prop.ForAll(Generators.Sgtins.Zip(Generators.Text(20)).Zip(Generators.Text(30)).ToArbitrary(), parts =>
        {
            var ((sgtin, lot), extra) = parts;
            var scan = ElementString.Create(
                new Element("01", sgtin.Gtin.ToString()), new("10", lot), new("21", sgtin.Serial), new("17", "281231"), new("240", extra));
            DigitalLink.Parse(DigitalLink.Format(scan)).Elements.ShouldBe(scan.Elements);
        }).QuickCheckThrowOnFailure();
}
