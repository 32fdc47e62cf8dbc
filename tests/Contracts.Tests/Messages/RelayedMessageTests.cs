using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Tests.Chain;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Tests.Messages;

/// <summary>Messages as the real contracts see them.</summary>
public sealed class RelayedMessageTests
{
    private const ulong Gtin = 9506000134352;

    [Fact]
    public async Task DigestOn_EveryRelayableKind_IsWhatTheRelayContractComputes()
    {
        await using var ledger = await TestLedger.StartAsync();
        foreach (var message in SampleMessages.All.Select(m => new LedgerMessage(m)).Where(m => m.Type.IsRelayable))
        {
            var signature = message.Sign(ledger.Network, TestKeys.Of("anyone"));
            var call = new SignedCall(message, message.Type.Kind == MessageKind.RotateAccount ? [signature, signature] : [signature]);
            var answer = await ledger.CallAsync(LedgerContract.Relay, RelayFunctions.DigestOf.Encode(ledger.Network.AddressOf(message.Type.Contract), call.Encode()));
            RelayFunctions.DigestOf.DecodeOutput(answer).ShouldBe(message.DigestOn(ledger.Network), $"{message.Type.Kind}");
        }
    }

    [Fact]
    public async Task Encode_ABatchWithAFailingItem_AppliesTheOthersAndReportsEach()
    {
        await using var ledger = await TestLedger.StartAsync();
        var maker = await ledger.AdmitAsync("maker", PartnerRoles.Issuer | PartnerRoles.Holder);
        var good = Signed(ledger, new RegisterProduct(Gtin, 0, maker.Value, "Product", TestLedger.FarDeadline, default), maker);
        var bad = Signed(ledger, new RegisterProduct(Gtin + 1, 0, maker.Value, "Wrong check digit", TestLedger.FarDeadline, default), maker);
        var batch = RelayBatch.Encode(ledger.Network, [(bad, 500_000), (good, 500_000)]);
        (await ledger.SendAsync(ledger.Network.AddressOf(LedgerContract.Relay), batch)).ShouldBeNull();

        ledger.View.TryMessage(good.Message.DigestOn(ledger.Network), out var applied).ShouldBeTrue();
        applied!.State.ShouldBe(MessageState.Applied);
        ledger.View.TryMessage(bad.Message.DigestOn(ledger.Network), out var failed).ShouldBeTrue();
        failed!.State.ShouldBe(MessageState.Failed);
        AllErrors.TryDecode(failed.Reason, out var error).ShouldBeTrue();
        error.ShouldBeOfType<CatalogueGtinInvalidError>().Gtin.ShouldBe(Gtin + 1);

        // Sent again it fails on chain, and stays applied here.
        (await ledger.SendAsync(ledger.Network.AddressOf(LedgerContract.Relay), RelayBatch.Encode(ledger.Network, [(good, 500_000)]))).ShouldBeNull();
        ledger.View.TryMessage(good.Message.DigestOn(ledger.Network), out applied).ShouldBeTrue();
        applied!.State.ShouldBe(MessageState.Applied);
    }

    [Fact]
    public async Task RequiredSigners_RotationAndRecovery_NameTheAccountsOfTheMoment()
    {
        await using var ledger = await TestLedger.StartAsync();
        var maker = await ledger.AdmitAsync("maker", PartnerRoles.Issuer);
        var rotated = TestKeys.Of("maker's second key");
        ledger.View.TryPartner(maker, out var record).ShouldBeTrue();
        (await ledger.SubmitAsync(new RotateAccount(maker.Value, record!.Word.Seq, rotated.Address, TestLedger.FarDeadline, default))).ShouldBeNull();
        var register = new LedgerMessage(new RegisterProduct(Gtin, 0, maker.Value, "Product", TestLedger.FarDeadline, default));
        RequiredSigners.Of(register, ledger.View, ledger.NowSeconds).ShouldBe([new RequiredSigner(SignerRole.Issuer, maker, rotated.Address)]);
        (await ledger.SubmitAsync(register.Body))!.ShouldStartWith("Messages_WrongSigner");
        ledger.Keys[maker] = rotated;
        (await ledger.SubmitAsync(register.Body)).ShouldBeNull();

        await ledger.ActAsync(LedgerContract.Partners, PartnersFunctions.Recover.Encode(maker.Value, TestKeys.Of("maker's third key").Address));
        await ledger.ActAsync(LedgerContract.Partners, PartnersFunctions.SetMarkets.Encode(maker.Value, 6));
        await ledger.ActAsync(LedgerContract.Partners, PartnersFunctions.SetRoles.Encode(maker.Value, 3));
        await ledger.ActAsync(LedgerContract.Partners, PartnersFunctions.SetIdentityKey.Encode(maker.Value, register.StructHash));
        await ledger.ActAsync(LedgerContract.Partners, PartnersFunctions.NameMarket.Encode(1, "CH"));
        await ledger.ActAsync(LedgerContract.Partners, PartnersFunctions.SuspendUrgently.Encode(maker.Value));
        ledger.View.TryPartner(maker, out record).ShouldBeTrue();
        record!.Word.Account.ShouldBe(TestKeys.Of("maker's third key").Address);
        record.Word.Roles.ShouldBe(PartnerRoles.Issuer | PartnerRoles.Holder);
        record.IdentityKey.ShouldBe(register.StructHash);
        record.Markets.Span[31].ShouldBe((byte)6);
        record.Word.IsSuspendedAt(ledger.Blocks[^1].Block.TimestampSeconds).ShouldBeTrue();
        ledger.View.Market(1).ShouldBe("CH");
        await ledger.ActAsync(LedgerContract.Partners, PartnersFunctions.Reinstate.Encode(maker.Value));
        ledger.View.TryPartner(maker, out record).ShouldBeTrue();
        record!.Word.IsSuspendedAt(ledger.Blocks[^1].Block.TimestampSeconds).ShouldBeFalse();
        foreach (var key in new[] { "maker", "maker's second key", "maker's third key" })
        {
            ledger.View.TryFindPartner(TestKeys.Of(key).Address, out var found).ShouldBeTrue(key);
            found.ShouldBe(maker);
        }
    }

    private static SignedCall Signed(TestLedger ledger, object body, PartnerId signer)
    {
        var message = new LedgerMessage(body);
        return new SignedCall(message, [message.Sign(ledger.Network, ledger.Keys[signer])]);
    }
}
