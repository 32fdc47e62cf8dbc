using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Messages;
using static Ledger.Client.Tests.Support.TestNetwork;

namespace Ledger.Client.Tests.Offers;

public sealed class OfferTests
{
    [Theory]
    [InlineData("{\n  \"format\": oops\n}", "it isn't JSON from line 2, column 13 on")]
    [InlineData("", "it isn't JSON from line 1, column 1 on")]
    [InlineData("{}", "'format' is missing")]
    [InlineData("[]", "'format' is missing")]
    [InlineData("{\"format\": 1}", "'format' isn't a text")]
    public void Read_NoOffer_SaysWhere(string text, string why)
    {
        var error = Should.Throw<LedgerException>(() => OfferJson.Read(Encoding.UTF8.GetBytes(text), Descriptor));
        error.Code.ShouldBe(ErrorCode.FileSyntax);
        error.Message.ShouldContain($"This is no offer: {why}.");
    }

    [Fact]
    public void Sign_EachPartnerOnce_CompletesInTheContractsOrder()
    {
        var offer = Transfer();
        offer.Items[0].Signers.Select(s => s.Name).ShouldBe(["giver", "taker"]);
        offer.Sign(Taker);
        offer.IsComplete.ShouldBeFalse();
        offer.Missing.Select(s => s.Name).ShouldBe(["giver"]);
        offer.Sign(Giver).IsComplete.ShouldBeTrue();
        offer.Items[0].ToCall().RecoverSigners(Descriptor).ShouldBe([Giver.Account, Taker.Account]);
    }

    [Fact]
    public void Sign_ByAStranger_IsRefusedWithTheNamesOfThoseWanted()
    {
        var error = Should.Throw<LedgerException>(() => Transfer().Sign(Stranger)).Error;
        error.Code.ShouldBe(ErrorCode.SignerWrong);
        error.Cure.ShouldContain("giver, taker");
    }

    [Fact]
    public void ToCall_SignatureMissing_NamesWho()
    {
        var error = Should.Throw<LedgerException>(() => Transfer().Sign(Giver).Items[0].ToCall()).Error;
        error.Code.ShouldBe(ErrorCode.SignatureMissing);
        error.Message.ShouldContain("taker");
    }

    [Fact]
    public void ToCall_FinancierHasNotSigned_LeavesTheRefusalToTheContract()
    {
        var offer = Transfer(isPledged: true).Sign(Giver, Taker);
        offer.IsComplete.ShouldBeTrue();
        offer.Items[0].ToCall().Signatures.Count.ShouldBe(2);
        offer.Sign(Stranger).Items[0].ToCall().Signatures.Count.ShouldBe(3);
    }

    [Fact]
    public void Json_RoundTrip_KeepsMessagesAndSignatures()
    {
        var offer = Transfer().Sign(Giver);
        var read = OfferJson.Read(Encoding.UTF8.GetBytes(OfferJson.Write(offer)), Descriptor);
        read.Items[0].Message.DigestOn(Descriptor).ShouldBe(offer.Items[0].Message.DigestOn(Descriptor));
        read.Deadline.ShouldBe(offer.Deadline);
        read.Missing.Select(s => s.Name).ShouldBe(["taker"]);
        read.Sign(Taker).Items[0].ToCall().RecoverSigners(Descriptor).ShouldBe([Giver.Account, Taker.Account]);
    }

    [Fact]
    public void Json_CouncilAct_TakesAnyMembersSignature()
    {
        var read = OfferJson.Read(Encoding.UTF8.GetBytes(OfferJson.Write(Admission().Sign(Giver))), Descriptor).Sign(Stranger);
        var call = SignedCall.Decode(LedgerContract.Council, read.Items[0].ToCall().Encode());
        call.RecoverSigners(Descriptor).ShouldBe(call.Signatures.Select(s => s.Member));
        call.Signatures.Count.ShouldBe(2);
    }

    [Fact]
    public void Read_OfferOfAnotherNetwork_IsRefused() => Should
        .Throw<LedgerException>(() => OfferJson.Read(Encoding.UTF8.GetBytes(OfferJson.Write(Transfer())), Create(1)))
        .Error.Field.ShouldBe("network");

    [Fact]
    public void Read_SignatureThatNoKeyMade_IsRefused()
    {
        var signed = OfferJson.Write(Transfer().Sign(Giver));
        var signature = Between(signed, "\"signature\": \"", "\"");
        var impossible = $"0x{new string('f', 64)}{signature[66..]}";
        Should.Throw<LedgerException>(() => OfferJson.Read(Encoding.UTF8.GetBytes(signed.Replace(signature, impossible, StringComparison.Ordinal)), Descriptor))
            .Code.ShouldBe(ErrorCode.SignerWrong);
    }

    [Fact]
    public void Read_SignatureOfAnotherMessage_IsRefused()
    {
        var signed = OfferJson.Write(Transfer().Sign(Giver));
        var signature = Between(signed, "\"signature\": \"", "\"");
        var other = OfferJson.Write(Admission().Sign(Giver));
        var error = Should.Throw<LedgerException>(
            () => OfferJson.Read(Encoding.UTF8.GetBytes(signed.Replace(signature, Between(other, "\"signature\": \"", "\""), StringComparison.Ordinal)), Descriptor)).Error;
        error.Code.ShouldBe(ErrorCode.SignerWrong);
    }

    [Fact]
    public void Read_AnyOneByteChanged_IsReadAsTheSameMessagesOrRefused()
    {
        var whole = Encoding.UTF8.GetBytes(OfferJson.Write(Transfer().Sign(Giver)));
        var digest = Transfer().Items[0].Message.DigestOn(Descriptor);
        Prop.ForAll(
            Gen.Choose(0, whole.Length - 1).Zip(Gen.Choose(0, 255)).ToArbitrary(),
            change =>
            {
                var bytes = whole.ToArray();
                bytes[change.Item1] = (byte)change.Item2;
                try
                {
                    OfferJson.Read(bytes, Descriptor).Items[0].Message.DigestOn(Descriptor).ShouldBe(digest);
                }
                catch (LedgerException)
                {
                    // Refused, which is as good.
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Read_AnyBytes_AreRefused() => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Should.Throw<LedgerException>(() => OfferJson.Read(bytes ?? [], Descriptor)).Code.ShouldBe(ErrorCode.FileSyntax))
        .QuickCheckThrowOnFailure();

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
