using FsCheck;
using FsCheck.Fluent;
using Ledger.Gs1.DigitalLinks;
using Ledger.Gs1.Epc;
using Ledger.Gs1.Identifiers;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.Identifiers;

public class Gs1IdentifierTests
{
    [Theory]
    [InlineData("urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/10614141073464/21/2017", Gs1IdentifierKind.Sgtin)]
    [InlineData("urn:epc:id:sgtin:0614141.107346.32a%2Fb", "https://example.com/some/path/01/10614141073464/21/32a%2Fb?17=281231", Gs1IdentifierKind.Sgtin)]
    [InlineData("urn:epc:id:sgtin:0614141.107346.A.B", "https://id.gs1.org/01/10614141073464/10/LOT/21/A.B", Gs1IdentifierKind.Sgtin)]
    [InlineData("urn:epc:id:sscc:0614141.1234567890", "https://id.gs1.org/00/106141412345678908", Gs1IdentifierKind.Sscc)]
    [InlineData("urn:epc:id:sgln:0614141.07346.1234", "https://id.gs1.org/414/0614141073467/254/1234", Gs1IdentifierKind.Sgln)]
    [InlineData("urn:epc:id:sgln:0614141.07346.0", "https://id.gs1.org/gln/0614141073467", Gs1IdentifierKind.Sgln)]
    [InlineData("urn:epc:class:lgtin:4012345.012345.998877", "https://id.gs1.org/01/04012345123456/10/998877", Gs1IdentifierKind.Lgtin)]
    [InlineData("urn:epc:idpat:sgtin:4012345.098765.*", "https://id.gs1.org/01/4012345987652/", Gs1IdentifierKind.Gtin)]
    [InlineData("urn:epc:id:giai:4000001.111", "https://id.gs1.org/8004/4000001111", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:grai:0614141.12345.400", "https://id.gs1.org/8003/00614141123452400", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:gsrn:0614141.1234567890", "https://id.gs1.org/8018/061414112345678902", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:gdti:0614141.12345.006847", "https://id.gs1.org/253/0614141123452006847", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:cpi:0614141.123ABC.123456789", "https://id.gs1.org/8010/0614141123ABC/8011/123456789", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7'SDB", "https://id.gs1.org/01/01234567894560/235/51qIgY)%3C%26Jp3*j7%27SDB", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:itip:4012345.012345.04.04.32a%2Fb", "https://id.gs1.org/8006/040123451234560404/21/32a%2Fb", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:pgln:1234567.89012", "https://id.gs1.org/417/1234567890128", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:sgcn:4012345.67890.04711", "https://id.gs1.org/255/401234567890104711", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:gsin:0614141.123456789", "https://id.gs1.org/402/06141411234567890", Gs1IdentifierKind.Other)]
    [InlineData("urn:epc:id:ginc:0614141.xyz3311cba", "https://id.gs1.org/401/0614141xyz3311cba", Gs1IdentifierKind.Other)]
    public void Parse_UrnAndDigitalLink_AreOneKey(string urn, string link, Gs1IdentifierKind kind)
    {
        var fromUrn = Gs1Identifier.Parse(urn);
        var fromLink = Gs1Identifier.Parse(link);
        fromUrn.ShouldBe(fromLink);
        fromUrn.GetHashCode().ShouldBe(fromLink.GetHashCode());
        fromUrn.Kind.ShouldBe(kind);
        Gs1Identifier.Parse(fromUrn.Canonical).ShouldBe(fromUrn);
    }

    [Theory]
    [InlineData("(01)10614141073464(17)281231(21)2017")]
    [InlineData("]d20110614141073464" + "17281231" + "212017")]
    [InlineData("https://id.gs1.org/gtin/10614141073464/ser/2017")]
    [InlineData("HTTP://id.gs1.org/01/10614141073464/21/%32017#fragment")]
    public void SgtinParse_EachWayOfWriting_IsTheUnit(string text) => Sgtin.Parse(text).ShouldBe(new Sgtin(Gtin.Parse("10614141073464"), "2017"));

    [Fact]
    public void Parse_KeyOfAnotherKind_IsRefusedWithItsCode()
    {
        Sgtin.TryParse("urn:epc:id:sscc:0614141.1234567890", out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(Gs1ErrorCode.KeyKind);
        Should.Throw<Gs1FormatException>(() => Lgtin.Parse("(00)106141412345678908")).Error.Code.ShouldBe(Gs1ErrorCode.KeyKind);
        Should.Throw<Gs1FormatException>(() => Sgln.Parse("(00)106141412345678908")).Error.Code.ShouldBe(Gs1ErrorCode.KeyKind);
        Should.Throw<Gs1FormatException>(() => Gs1Identifier.Parse("(10)ABC")).Error.Code.ShouldBe(Gs1ErrorCode.KeyKind);
        Lgtin.Parse("(01)10614141073464(10)A").Lot.ShouldBe("A");
        Sgln.Parse("(414)0614141073467").Extension.ShouldBe("");
    }

    [Theory]
    [InlineData("urn:epc:id:gid:95100000.12345.400")]
    [InlineData("urn:epc:idpat:sgtin:4012345.*.*")]
    [InlineData("urn:epcglobal:cbv:bt:0614141073467:1152")]
    [InlineData("http://transaction.acme.com/po/12345678")]
    [InlineData("https://example.com")]
    [InlineData("urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8")]
    public void Parse_UriOfAnotherKind_IsKept(string uri)
    {
        var identifier = Gs1Identifier.Parse(uri);
        identifier.Kind.ShouldBe(Gs1IdentifierKind.Other);
        identifier.Canonical.ShouldBe(uri);
    }

    [Theory]
    [InlineData("urn:epc:id:sgtin:0614141.107346", Gs1ErrorCode.Uri, 17)]
    [InlineData("urn:epc:id:sgtin:06141.10734612.1", Gs1ErrorCode.PrefixLength, 17)]
    [InlineData("urn:epc:id:sgtin:0614141.10734.1", Gs1ErrorCode.PrefixLength, 25)]
    [InlineData("urn:epc:id:sgtin:0614141.10734x.1", Gs1ErrorCode.PrefixLength, 25)]
    [InlineData("urn:epc:id:sgtin:0614141.107346.", Gs1ErrorCode.Empty, 32)]
    [InlineData("urn:epc:id:sgtin:0614141.107346.A%2", Gs1ErrorCode.Escape, 33)]
    [InlineData("urn:epc:id:sgtin:0614141.107346.A%C3%84", Gs1ErrorCode.Escape, 33)]
    [InlineData("urn:epc:id:sgtin:0614141.107346.A B", Gs1ErrorCode.Charset, 33)]
    [InlineData("urn:epc:id:sgtin:0614141.107346.123456789012345678901", Gs1ErrorCode.Length, 52)]
    [InlineData("urn:epc:id:sgtin:000000.0000000.1", Gs1ErrorCode.ZeroKey, -1)]
    [InlineData("urn:epc:id:sgln:000000.000000.1", Gs1ErrorCode.ZeroKey, -1)]
    [InlineData("https://id.gs1.org/00/000000000000000000", Gs1ErrorCode.ZeroKey, -1)]
    [InlineData("(01)00000000000000(21)A", Gs1ErrorCode.ZeroKey, -1)]
    [InlineData("https://id.gs1.org/01/10614141073465/21/2017", Gs1ErrorCode.CheckDigit, 35)]
    [InlineData("https://id.gs1.org/01/10614141073464/21/A/10/B", Gs1ErrorCode.DigitalLink, 19)]
    [InlineData("https://id.gs1.org/00/106141412345678908/10/B", Gs1ErrorCode.DigitalLink, 19)]
    [InlineData("https://id.gs1.org/01/10614141073464?21=A", Gs1ErrorCode.DigitalLink, 37)]
    [InlineData("https://id.gs1.org/01/10614141073464?99999=A", Gs1ErrorCode.AiUnknown, 37)]
    [InlineData("https:///01/10614141073464", Gs1ErrorCode.Uri, 8)]
    public void TryParse_ClaimsAKeyAndIsWrong_GivesCodeAndPosition(string text, string code, int position)
    {
        Gs1Identifier.TryParse(text, out var identifier, out var error).ShouldBeFalse();
        identifier.ShouldBeNull();
        (error.Code, error.Position).ShouldBe((code, position));
    }

    [Fact]
    public void UrnAndLink_AnyKeyAndPrefixLength_RoundTrip() =>
        Prop.ForAll(
            Generators.Sgtins.Zip(Generators.Lgtins).Zip(Generators.Ssccs.Zip(Generators.Sglns)).ToArbitrary(),
            Gen.Choose(CompanyPrefixTable.MinimumLength, CompanyPrefixTable.MaximumLength).ToArbitrary(),
            (keys, length) =>
            {
                var ((sgtin, lgtin), (sscc, sgln)) = keys;
                Gs1Identifier.Parse(EpcUrn.Format(sgtin, length)).Sgtin.ShouldBe(sgtin);
                Gs1Identifier.Parse(EpcUrn.Format(lgtin, length)).Lgtin.ShouldBe(lgtin);
                Gs1Identifier.Parse(EpcUrn.Format(sscc, length)).Sscc.ShouldBe(sscc);
                Gs1Identifier.Parse(EpcUrn.Format(sgln, length)).Sgln.ShouldBe(sgln);
                Gs1Identifier.Parse(EpcUrn.Format(sgtin.Gtin, length)).Gtin.ShouldBe(sgtin.Gtin);
                Gs1Identifier.Parse(EpcUrn.Format(sgtin, length)).ShouldBe(Gs1Identifier.From(sgtin));
                Gs1Identifier.Parse(DigitalLink.Format(sgtin)).ShouldBe(Gs1Identifier.From(sgtin));
                Sgtin.Parse(sgtin.ToString()).ShouldBe(sgtin);
                Lgtin.Parse(lgtin.ToString()).ShouldBe(lgtin);
                Sgln.Parse(sgln.ToString()).ShouldBe(sgln);
                Gs1Identifier.Parse(DigitalLink.Format(lgtin)).Lgtin.ShouldBe(lgtin);
                Gs1Identifier.Parse(DigitalLink.Format(sscc)).Sscc.ShouldBe(sscc);
                Gs1Identifier.Parse(DigitalLink.Format(sgln)).Sgln.ShouldBe(sgln);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_ArbitraryText_NeverThrows() =>
        Prop.ForAll(
            Gen.OneOf(
                ArbMap.Default.GeneratorFor<string>(),
                Gen.Elements(
                    "urn:epc:id:sgtin:", "urn:epc:class:lgtin:", "urn:epc:idpat:itip:", "urn:epc:id:cpi:", "https://", "a", "/", "/01/", "/21/", "/8010/", "?", "=",
                    "&", "17", "10614141073464", "0614141", ".", "107346", "%", "%2F", "*", "(", "01", ")", "#", ":").ListOf().Select(string.Concat)).ToArbitrary(),
            text =>
            {
                var isRead = Gs1Identifier.TryParse(text, out var identifier, out var error);
                (isRead ? identifier is not null : error is { Cure.Length: > 0 }).ShouldBeTrue();
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
