using System.Numerics;
using Ledger.Client.Preparing;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using static Ledger.Client.Tests.Support.TestNetwork;

namespace Ledger.Client.Tests.Preparing;

public sealed class OfferTextTests
{
    private static readonly TokenSeq Unit = new(4294967296, 3);

    public static TheoryData<object, string[]> Messages => new()
    {
        { new ShipTokens([Unit], 1, 1, 2, 2, 3, 2_000_000_000, 172_800, 1, default), ["title goes from one to two", "three has them in transit", "2033-05-18", "2 days"] },
        { new ShipTokens([Unit], 1, 2, 1, 3, 0, 2_000_000_000, 60, 1, default), ["custody goes from two to three (title stays with one)", "two has them in transit"] },
        { new ReceiveShipment(7, 1, [Unit.Token], 0, [new ShipmentException(Unit.Token, 3, 3, 7)], [new Overage(0, 2, 9)], 1, default), ["shipment 7", "0 accepted", "damaged (temperature)", "2 x something unknown (not ordered)"] },
        { new CorrectReceipt(7, 1, [new ShipmentException(Unit.Token, 3, 2, 11)], 1, default), ["missing (concealed shortage)", "dispute"] },
        { new ResolveDispute(7, 1, [new Resolution(Unit.Token, 3, 9, 1), new Resolution(Unit.Token, 3, 10, 3)], 1, default), ["goes back to the sender (dispute 9)", "is lost (dispute 10)"] },
        { new GrantMandate(1, 1, 2, 0, 1, default), ["one ends the mandate of two"] },
        { new GrantMandate(1, 1, 2, 2_000_000_000, 1, default), ["one lets two move custody", "2033-05-18"] },
        { new AddClaim(5, 1, 1, 3, 2_000_000_000, 86_400, default, 1, default), ["one gives three a claim behind all others in lien 5"] },
        { new DeclareDefault(5, 1, 2, 1, default), ["rank 2", "default"] },
        { new ForecloseTokens(5, 1, [Unit.Token], 1, default), ["Take title of unit 0 of run"] },
        { new DestroyTokens([Unit], 1, default), ["Destroy", "final"] },
        { new ExportTokens([Unit], 36, 1, default), ["country 036", "final"] },
        { new ReportMissing([Unit], 8, 1, default), ["stolen"] },
        { new AttestCondition(2, 1, [Unit.Token], 1, 2, default, 1, default), ["two attests an excursion of temperature", "quarantine"] },
        { new ClearTokens(1, 9, 1, [Unit], 1, default), ["out of recall 9"] },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Of_Message_SaysWhatASignerHasToKnow(object body, string[] parts)
    {
        var text = OfferText.Of(new LedgerMessage(body), NameOf);
        foreach (var part in parts) text.ShouldContain(part);
    }

    public static TheoryData<byte[], string> Acts => new()
    {
        { PartnersFunctions.NameMarket.Encode(4, "756"), "Name the market number 4 '756'" },
        { PartnersFunctions.SetMarkets.Encode(2, (BigInteger.One << 4) | BigInteger.One), "Let two receive for the market numbers 0, 4" },
        { PartnersFunctions.SetMarkets.Encode(2, BigInteger.Zero), "no named market" },
        { PartnersFunctions.Admit.Encode(Giver.Account, (ushort)PartnerRoles.Holder, BigInteger.One, 0, default, "two"), "Admit 'two'" },
        { PartnersFunctions.Admit.Encode(Giver.Account, (ushort)PartnerRoles.Holder, BigInteger.One, 0, default, "two"), "for the market numbers 0" },
        { PartnersFunctions.SetIdentityKey.Encode(3, new Bytes32(Enumerable.Repeat((byte)7, 32).ToArray())), "Give three the identity key 0x0707" },
        { CouncilFunctions.SetRule.Encode(new Rule([.. PartnersFunctions.Recover.Encode(1, default).Take(4)], 3, 3600, 86_400)), "Let the council call Partners.recover when 3 members approve, after 01:00:00" },
        { CouncilFunctions.SetRule.Encode(new Rule([1, 2, 3, 4], 0, 0, 0)), "Take from the council the right to call 0x01020304" },
        { CouncilFunctions.AddMember.Encode(Giver.Account), $"Make {Giver.Account.ToChecksumString()} a member" },
        { CouncilFunctions.RemoveMember.Encode(Giver.Account), $"Remove {Giver.Account.ToChecksumString()}" },
        { CouncilFunctions.Cancel.Encode(default), "Cancel the approved act 0x00" },
        { TokensFunctions.SetModule.Encode(4, Giver.Account), "Replace the module Recalls" },
        { PartnersFunctions.SuspendUrgently.Encode(3), "Suspend three for seven days" },
        { [1, 2, 3, 4, 5], "0x01020304…" },
        { [1], "Let the council call" },
        { [.. PartnersFunctions.SetMarkets.Encode(2, BigInteger.One).Take(20)], "Let the council call" },
    };

    [Theory]
    [MemberData(nameof(Acts))]
    public void Of_ActOfTheCouncil_IsToldByWhatItDoes(byte[] data, string part) => OfferText
        .Of(new LedgerMessage(new CouncilAct(Descriptor.AddressOf(LedgerContract.Partners), data, default, 1, default)), NameOf)
        .ShouldContain(part);

    private static string NameOf(uint id) => id switch { 1 => "one", 2 => "two", _ => "three" };
}
