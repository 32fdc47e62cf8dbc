using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Tests.Hosting;
using State = Ledger.Api.V1.MessageOutcome.Types.State;

namespace Ledger.Node.Tests.Relay;

public sealed class SubmitTests(RelayFixture fixture) : IClassFixture<RelayFixture>
{
    private NetworkDescriptor Network => fixture.Network;

    private Consortium Consortium => fixture.Consortium;

    [Fact]
    public async Task Submit_Admission_TellsThePartnerItCreated()
    {
        var partners = await fixture.Query.PartnersAsync(new PartnersRequest());
        partners.Partners.Select(p => p.Name).ShouldBe(["Manufacturer", "Distributor", "Regulator"]);
        fixture.Admitted.Select(o => o.Created["partner"]).ShouldBe([1UL, 2UL, 3UL]);
        fixture.Admitted.Select(o => o.TransactionHash).Distinct().Count().ShouldBe(3, "the Relay contract passes no acts of the council on");
    }

    [Fact]
    public async Task Submit_Commission_TellsRunTokenLotAndGas()
    {
        var outcome = await CommissionAsync("LOT-A", "A1", "A2", "A3");
        outcome.State.ShouldBe(State.Applied, $"{outcome.Error}");
        outcome.Created.Keys.ShouldBe(["run", "lot", "token"], ignoreOrder: true);
        outcome.GasUsed.ShouldBeGreaterThan(21_000UL);
        outcome.Block.ShouldBeGreaterThan(0UL);
        outcome.TransactionHash.Length.ShouldBe(32);
        var token = await fixture.Query.TokenAsync(new TokenRequest { Item = $"{outcome.Created["token"]}" });
        token.Token.Owner.Name.ShouldBe("Manufacturer");
    }

    [Fact]
    public async Task Submit_SameMessageAgain_AnswersTheSameOutcome()
    {
        var message = Consortium.Sign(Network, Consortium.Run(["S1"], "LOT-SAME"), Consortium.Manufacturer);
        var first = await fixture.SubmitOneAsync(message);
        var second = await fixture.SubmitOneAsync(message);
        second.ShouldBe(first);
        second.State.ShouldBe(State.Applied);
        (await fixture.Assets.OutcomeAsync(new OutcomeRequest { Digest = first.Digest })).Outcome.ShouldBe(first);
    }

    [Fact]
    public async Task Submit_SameMessageManyTimesAtOnce_AppliesItOnce()
    {
        var message = Consortium.Register(Network, Consortium.GtinOf(100));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.SubmitOneAsync(message)));
        outcomes.Distinct().Count().ShouldBe(1);
        outcomes[0].State.ShouldBe(State.Applied, $"{outcomes[0].Error}");
        outcomes[0].Created.ContainsKey("product").ShouldBeTrue();
    }

    [Fact]
    public async Task Submit_BatchWithOneBadMessage_AppliesTheOthers()
    {
        var response = await fixture.SubmitAsync(
            Consortium.Register(Network, Consortium.GtinOf(1)),
            Consortium.Register(Network, Consortium.GtinOf(2) + 1),
            Consortium.Register(Network, Consortium.GtinOf(3)));
        response.Outcomes.Select(o => o.State).ShouldBe([State.Applied, State.Failed, State.Applied]);
        response.Outcomes[1].Error.Code.ShouldBe(ErrorCode.CheckDigitWrong);
        response.Outcomes[1].Error.ContractError.ShouldBe("Catalogue_GtinInvalid(uint64 gtin)");
        response.Outcomes[0].TransactionHash.ShouldBe(response.Outcomes[2].TransactionHash);
        response.Outcomes[0].Created["product"].ShouldNotBe(response.Outcomes[2].Created["product"]);
    }

    [Fact]
    public async Task Submit_LaterMessageNeedsAnEarlierOne_BothAreApplied()
    {
        var gtin = Consortium.GtinOf(50);
        (await fixture.SubmitOneAsync(Consortium.Register(Network, gtin))).State.ShouldBe(State.Applied);
        var response = await fixture.SubmitAsync(
            Consortium.Sign(Network, Consortium.Run(["1", "2"], "LOT-B", 0, gtin), Consortium.Manufacturer),
            Consortium.Sign(Network, Consortium.Run(["3", "4"], "LOT-B", 1, gtin), Consortium.Manufacturer));
        Consortium.AllApplied(response.Outcomes);
        response.Outcomes[0].Created["lot"].ShouldBe(response.Outcomes[1].Created["lot"]);
        response.Outcomes[0].Created["run"].ShouldNotBe(response.Outcomes[1].Created["run"]);
    }

    [Fact]
    public async Task Submit_SerialCommissionedBefore_NamesTheSerial()
    {
        (await CommissionAsync("LOT-D", "D1", "D2")).State.ShouldBe(State.Applied);
        var again = await CommissionAsync("LOT-E", "E1", "D2");
        again.State.ShouldBe(State.Failed);
        again.Error.Code.ShouldBe(ErrorCode.SerialAlreadyCommissioned);
        again.Error.Arguments["serial"].ShouldBe("D2");
        again.Error.Line.ShouldBe(2u);
    }

    [Fact]
    public async Task Submit_SerialTwiceInTheList_NamesTheSerial()
    {
        var outcome = await CommissionAsync("LOT-F", "F1", "F2", "F1");
        outcome.Error.Code.ShouldBe(ErrorCode.SerialDuplicateInFile);
        outcome.Error.Line.ShouldBe(3u);
    }

    [Fact]
    public async Task Submit_WrongSigner_IsRefusedAndClaimsNothing()
    {
        var run = Consortium.Run(["W1"], "LOT-W");
        var refused = await fixture.SubmitOneAsync(Consortium.Sign(Network, run, Consortium.Distributor));
        refused.Error.Code.ShouldBe(ErrorCode.SignerWrong);
        refused.Error.Arguments["partner"].ShouldBe("1");
        var outcome = await fixture.SubmitOneAsync(Consortium.Sign(Network, run, Consortium.Manufacturer));
        outcome.State.ShouldBe(State.Applied, $"{outcome.Error}");
        outcome.Digest.ShouldBe(refused.Digest);
    }

    [Fact]
    public async Task Submit_SignatureMissing_IsRefused()
    {
        var run = await CommissionAsync("LOT-T", "T1");
        var refused = await fixture.SubmitOneAsync(
            Consortium.Sign(Network, Consortium.Transfer(run.Created["token"], 1), Consortium.Manufacturer));
        refused.Error.Code.ShouldBe(ErrorCode.SignatureMissing);
        var done = await fixture.SubmitOneAsync(
            Consortium.Sign(Network, Consortium.Transfer(run.Created["token"], 1), Consortium.Manufacturer, Consortium.Distributor));
        done.State.ShouldBe(State.Applied, $"{done.Error}");
    }

    [Fact]
    public async Task Submit_SeqHasMovedOn_IsStale()
    {
        (await CommissionAsync("LOT-G", "G1")).State.ShouldBe(State.Applied);
        var refused = await CommissionAsync("LOT-G", "G2");
        refused.Error.Code.ShouldBe(ErrorCode.SeqStale);
        refused.Error.Arguments["actual"].ShouldBe("1");
    }

    [Fact]
    public async Task Submit_SameSerialInTwoMessagesAtOnce_CommissionsItOnce()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => CommissionAsync($"LOT-C{i}", "C1", $"C2-{i}")));
        outcomes.Count(o => o.State is State.Applied).ShouldBe(1);
        outcomes.Where(o => o.State is State.Failed).ShouldAllBe(o => o.Error.Code == ErrorCode.SerialAlreadyCommissioned);
        var response = await fixture.SubmitAsync(
            Consortium.Sign(Network, Consortium.Run(["Q1"], "LOT-Q1"), Consortium.Manufacturer),
            Consortium.Sign(Network, Consortium.Run(["Q1"], "LOT-Q2"), Consortium.Manufacturer));
        response.Outcomes.Select(o => o.State).ShouldBe([State.Applied, State.Failed]);
        response.Outcomes[1].Error.Code.ShouldBe(ErrorCode.SerialAlreadyCommissioned);
    }

    [Fact]
    public async Task Submit_TwoMessagesForOneSeqAtOnce_AppliesOneAndTellsWhyTheOtherFailed()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => CommissionAsync("LOT-RACE", $"R{i}")));
        outcomes.Count(o => o.State is State.Applied).ShouldBe(1);
        outcomes.Where(o => o.State is State.Failed).ShouldAllBe(o => o.Error.Code == ErrorCode.SeqStale);
    }

    [Fact]
    public async Task Submit_SuspendedPartner_IsRefused()
    {
        Consortium.AllApplied([await fixture.SubmitOneAsync(Consortium.Suspension(Network, Consortium.Distributor, suspend: true))]);
        try
        {
            var run = await CommissionAsync("LOT-S", "SUS-1");
            var refused = await fixture.SubmitOneAsync(
                Consortium.Sign(Network, Consortium.Transfer(run.Created["token"], 1), Consortium.Manufacturer, Consortium.Distributor));
            refused.Error.Code.ShouldBe(ErrorCode.PartnerSuspended);
            refused.Error.Arguments["partner"].ShouldBe("2");
        }
        finally
        {
            Consortium.AllApplied([await fixture.SubmitOneAsync(Consortium.Suspension(Network, Consortium.Distributor, suspend: false))]);
        }
    }

    [Fact]
    public async Task Submit_DeadlinePassed_IsRefused()
    {
        var outcome = await fixture.SubmitOneAsync(Consortium.Register(Network, Consortium.GtinOf(9), deadline: 1_700_000_000));
        outcome.Error.Code.ShouldBe(ErrorCode.DeadlinePassed);
        outcome.Error.Field.ShouldBe("deadline");
    }

    [Fact]
    public async Task Submit_GtinNotRegistered_IsRefused()
    {
        var run = Consortium.Run(["1"], gtin: Consortium.GtinOf(77));
        var outcome = await fixture.SubmitOneAsync(Consortium.Sign(Network, run, Consortium.Manufacturer));
        outcome.Error.Code.ShouldBe(ErrorCode.GtinNotRegistered);
    }

    [Fact]
    public async Task Submit_ExpiryPassed_IsRefused()
    {
        var run = Consortium.Run(["X1"], "LOT-X") with { Expiry = 1_700_000_000 };
        var outcome = await fixture.SubmitOneAsync(Consortium.Sign(Network, run, Consortium.Manufacturer));
        outcome.Error.Code.ShouldBe(ErrorCode.ExpiryPassed);
    }

    [Fact]
    public async Task Submit_BlobDamaged_IsRefused()
    {
        var run = Consortium.Run(["Y1"], "LOT-Y");
        var outcome = await fixture.SubmitOneAsync(Consortium.Sign(Network, run with { Serials = run.Serials[..^1] }, Consortium.Manufacturer));
        outcome.Error.Code.ShouldBe(ErrorCode.SerialInvalid);
    }

    [Fact]
    public async Task Submit_WithoutWaiting_IsJournalledAndItsOutcomeComes()
    {
        var request = new SubmitRequest { Messages = { Consortium.Register(Network, Consortium.GtinOf(10)) } };
        var outcome = (await fixture.Assets.SubmitAsync(request)).Outcomes.Single();
        outcome.State.ShouldBeOneOf(State.Pending, State.Applied);
        request.Wait = true;
        (await fixture.Assets.SubmitAsync(request)).Outcomes.Single().State.ShouldBe(State.Applied);
    }

    [Theory]
    [InlineData("Tokens", "00")]
    [InlineData("Tokens", "ffffffff")]
    [InlineData("Nobody", "ffffffff")]
    [InlineData("7", "ffffffff")]
    public async Task Submit_NoMessage_RefusesTheRequest(string contract, string hex)
    {
        var message = new SignedMessage { Contract = contract, CallData = ByteString.CopyFrom(Hex.FromHex(hex)) };
        var error = await RelayFixture.RefusedAsync(() => fixture.SubmitAsync(message));
        error.Code.ShouldBe(ErrorCode.ArgumentInvalid);
        error.Field.ShouldStartWith("messages[0].");
        error.Cure.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Submit_TooManyOrNoMessages_RefusesTheRequest()
    {
        (await RelayFixture.RefusedAsync(() => fixture.SubmitAsync())).Code.ShouldBe(ErrorCode.ArgumentMissing);
        var message = Consortium.Register(Network, Consortium.Gtin);
        (await RelayFixture.RefusedAsync(() => fixture.SubmitAsync([.. Enumerable.Repeat(message, 65)]))).Code.ShouldBe(ErrorCode.MessageTooLarge);
    }

    [Fact]
    public async Task Outcome_UnknownOrNoDigest_IsRefused()
    {
        (await RelayFixture.RefusedAsync(() => fixture.Assets.OutcomeAsync(new OutcomeRequest { Digest = ByteString.CopyFrom(new byte[32]) }).ResponseAsync))
            .Code.ShouldBe(ErrorCode.MessageUnknown);
        (await RelayFixture.RefusedAsync(() => fixture.Assets.OutcomeAsync(new OutcomeRequest { Digest = ByteString.CopyFrom(new byte[31]) }).ResponseAsync))
            .Code.ShouldBe(ErrorCode.ArgumentInvalid);
    }

    private Task<MessageOutcome> CommissionAsync(string lot, params string[] serials) =>
        fixture.SubmitOneAsync(Consortium.Sign(Network, Consortium.Run(serials, lot), Consortium.Manufacturer));
}
