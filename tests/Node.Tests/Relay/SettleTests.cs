using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Tests.Hosting;
using State = Ledger.Api.V1.MessageOutcome.Types.State;
using TokenStatus = Ledger.Api.V1.TokenStatus;

namespace Ledger.Node.Tests.Relay;

public sealed class SettleTests(RelayFixture fixture) : IClassFixture<RelayFixture>
{
    private NetworkDescriptor Network => fixture.Network;

    private Consortium Consortium => fixture.Consortium;

    [Fact]
    public async Task Settle_ShipmentThatIsOverdue_GivesTheGoodsBack()
    {
        var (token, shipment) = await ShipAsync("LOT-OVERDUE", Now() + 5);
        (await fixture.Query.TokenAsync(new TokenRequest { Item = $"{token}" })).Token.Status.ShouldBe(TokenStatus.InTransit);
        var settled = await SettleInTimeAsync(new SettleRequest { ExpireShipment = shipment });
        settled.Block.ShouldBeGreaterThan(0UL);
        settled.GasUsed.ShouldBeGreaterThan(21_000UL);
        settled.TransactionHash.Length.ShouldBe(32);
        (await fixture.Query.TokenAsync(new TokenRequest { Item = $"{token}" })).Token.Status.ShouldBe(TokenStatus.Active);
        var again = await RelayFixture.RefusedAsync(async () => await fixture.Assets.SettleAsync(new SettleRequest { ExpireShipment = shipment }));
        (again.Code, again.ContractError).ShouldBe((ErrorCode.ShipmentNotOpen, "Tokens_ShipmentNotOpen(uint32 shipment, uint8 status)"));
    }

    [Fact]
    public async Task Settle_ShipmentStillRunning_IsTooEarly()
    {
        var (_, shipment) = await ShipAsync("LOT-RUNNING", Now() + 86_400);
        var error = await RelayFixture.RefusedAsync(async () => await fixture.Assets.SettleAsync(new SettleRequest { ExpireShipment = shipment }));
        (error.Code, error.Field).ShouldBe((ErrorCode.TooEarly, "shipment"));
        error.Cure.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Settle_ActOfTheCouncilAfterItsDelay_IsExecuted()
    {
        using var member = Testing.LedgerWorld.KeyOf("a new member");
        var approved = await fixture.SubmitOneAsync(Consortium.AddMember(Network, member.Address));
        approved.State.ShouldBe(State.Applied, $"{approved.Error}");
        await SettleInTimeAsync(new SettleRequest { ExecuteCouncilAct = approved.Digest });
        var again = await RelayFixture.RefusedAsync(async () => await fixture.Assets.SettleAsync(new SettleRequest { ExecuteCouncilAct = approved.Digest }));
        again.Code.ShouldBe(ErrorCode.ActNotPending);
        var council = await fixture.Query.CouncilAsync(new CouncilRequest());
        council.Members.ShouldContain(ByteString.CopyFrom(member.Address.Span));
        council.Pending.ShouldNotContain(act => act.Digest == approved.Digest);
    }

    [Fact]
    public async Task Settle_ActThatAnotherContractBroughtToTheCouncil_IsExecuted()
    {
        using var member = Testing.LedgerWorld.KeyOf("a member by detour");
        var act = SignedCall.Decode(LedgerContract.Council, Consortium.AddMember(Network, member.Address).CallData.Span);
        await using var detour = await Detour.DeployAsync(fixture.Host, Detour.Forwarding);
        await detour.SendAsync(Network.AddressOf(LedgerContract.Council), act.Encode());
        var digest = ByteString.CopyFrom((await PendingAsync(act)).Span);
        await SettleInTimeAsync(new SettleRequest { ExecuteCouncilAct = digest });
        (await fixture.Query.CouncilAsync(new CouncilRequest())).Members.ShouldContain(ByteString.CopyFrom(member.Address.Span));
    }

    [Fact]
    public async Task Settle_ActThatNoCalldataShows_IsExecutedWithItsSaltAndDeadline()
    {
        using var member = Testing.LedgerWorld.KeyOf("a member in disguise");
        var act = SignedCall.Decode(LedgerContract.Council, Consortium.AddMember(Network, member.Address).CallData.Span);
        var body = (CouncilAct)act.Message.Body;
        await using var detour = await Detour.DeployAsync(fixture.Host, Detour.Disguising);
        await detour.SendAsync(Network.AddressOf(LedgerContract.Council), act.Encode());
        var request = new SettleRequest { ExecuteCouncilAct = ByteString.CopyFrom((await PendingAsync(act)).Span) };

        var unsaid = await RelayFixture.RefusedAsync(async () => await fixture.Assets.SettleAsync(request));
        (unsaid.Code, unsaid.Field).ShouldBe((ErrorCode.ArgumentMissing, "council_act_salt"));
        var wrong = new SettleRequest(request) { CouncilActSalt = ByteString.CopyFrom(body.Salt.Span), CouncilActDeadline = body.Deadline + 1 };
        (await RelayFixture.RefusedAsync(async () => await fixture.Assets.SettleAsync(wrong))).Code.ShouldBe(ErrorCode.ArgumentInvalid);
        await SettleInTimeAsync(new SettleRequest(wrong) { CouncilActDeadline = body.Deadline });
        (await fixture.Query.CouncilAsync(new CouncilRequest())).Members.ShouldContain(ByteString.CopyFrom(member.Address.Span));
    }

    [Fact]
    public async Task Settle_DisputeWhoseTimeIsOver_Lapses()
    {
        var (token, shipment) = await ShipAsync("LOT-LAPSE", Now() + 86_400, disputeSeconds: 3);
        var seq = (await fixture.Query.TokenAsync(new TokenRequest { Item = $"{token}" })).Token.Seq;
        var received = await fixture.SubmitOneAsync(Consortium.Sign(
            Network, new ReceiveShipment(shipment, 1, [token], 0, [new(token, seq, 2, 10)], [], 4_000_000_000, default), Consortium.Distributor));
        received.State.ShouldBe(State.Applied, $"{received.Error}");
        var dispute = (await fixture.Query.ShipmentAsync(new ShipmentRequest { Shipment = shipment })).Shipment.Disputes.ShouldHaveSingleItem();
        dispute.Outcome.ShouldBe(Dispute.Types.Outcome.Open);

        await SettleInTimeAsync(new SettleRequest { LapseDisputes = new() { Holds_ = { dispute.Hold } } });
        var told = (await fixture.Query.ShipmentAsync(new ShipmentRequest { Shipment = shipment })).Shipment;
        (told.Disputes[0].Outcome, told.OpenDisputes).ShouldBe((Dispute.Types.Outcome.Lapsed, 0u));
        (await fixture.Query.TokenAsync(new TokenRequest { Item = $"{token}" })).Token.Status.ShouldBe(TokenStatus.Lost, "what was missing is lost");
        var again = await RelayFixture.RefusedAsync(async () => await fixture.Assets.SettleAsync(new SettleRequest { LapseDisputes = new() { Holds_ = { dispute.Hold } } }));
        again.Code.ShouldBe(ErrorCode.HoldUnknown);
    }

    [Fact]
    public async Task Settle_SweepAfterALift_LowersTheAncestorsCounters()
    {
        var run = await fixture.SubmitOneAsync(Consortium.Sign(Network, Consortium.Run(["SWEEP-1", "SWEEP-2"], "LOT-SWEEP"), Consortium.Manufacturer));
        run.State.ShouldBe(State.Applied, $"{run.Error}");
        var (root, unit) = (run.Created["token"], TokenId.UnitOf(new TokenId(run.Created["token"]).Run, 0).Value);
        var seq = (await fixture.Query.PartnerAsync(new PartnerRequest { Partner = $"{Consortium.Manufacturer}" })).Partner.Seq;
        var recalled = await fixture.SubmitOneAsync(Consortium.Sign(
            Network, new RecallToken(Consortium.Manufacturer, seq, unit, 1, [], "one unit", 4_000_000_000, default), Consortium.Manufacturer));
        recalled.State.ShouldBe(State.Applied, $"{recalled.Error}");
        var hold = (await fixture.Query.TokenAsync(new TokenRequest { Item = $"{unit}" })).Token.Restrictions.ShouldHaveSingleItem().Id;
        var lifted = await fixture.SubmitOneAsync(Consortium.Sign(Network, new LiftRecall(Consortium.Manufacturer, hold, 1, 4_000_000_000, default), Consortium.Manufacturer));
        lifted.State.ShouldBe(State.Applied, $"{lifted.Error}");
        (await InsideAsync(root)).ShouldBe(1u, "the lift alone does not walk up");

        (await fixture.Assets.SettleAsync(new SettleRequest { SweepToken = unit })).Block.ShouldBeGreaterThan(lifted.Block);
        (await InsideAsync(root)).ShouldBe(0u);
    }

    [Fact]
    public async Task Settle_ManyAtOnce_IsDoneOnce()
    {
        var (_, shipment) = await ShipAsync("LOT-MANY", Now() + 5);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return (await SettleInTimeAsync(new SettleRequest { ExpireShipment = shipment })).TransactionHash;
            }
            catch (RpcException exception)
            {
                RpcErrors.ToLedgerException(exception).Code.ShouldBe(ErrorCode.ShipmentNotOpen);
                return null;
            }
        }));
        answers.Where(hash => hash is not null).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(0, ErrorCode.ArgumentMissing)]
    [InlineData(1, ErrorCode.ShipmentUnknown)]
    [InlineData(2, ErrorCode.ArgumentInvalid)]
    [InlineData(3, ErrorCode.ActNotPending)]
    [InlineData(4, ErrorCode.ArgumentInvalid)]
    [InlineData(5, ErrorCode.TokenUnknown)]
    [InlineData(6, ErrorCode.HoldUnknown)]
    public async Task Settle_NothingThere_IsRefusedWithItsCode(int kind, ErrorCode expected)
    {
        var request = kind switch
        {
            1 => new SettleRequest { ExpireShipment = 12_345 },
            2 => new SettleRequest { LapseDisputes = new() },
            3 => new SettleRequest { ExecuteCouncilAct = ByteString.CopyFrom(new byte[32]) },
            4 => new SettleRequest { ExecuteCouncilAct = ByteString.CopyFrom(new byte[3]) },
            5 => new SettleRequest { SweepToken = 12_345 },
            6 => new SettleRequest { LapseDisputes = new() { Holds_ = { 12_345 } } },
            _ => new SettleRequest(),
        };
        var error = await RelayFixture.RefusedAsync(async () => await fixture.Assets.SettleAsync(request));
        error.Code.ShouldBe(expected, error.Message);
        error.Cure.ShouldNotBeEmpty();
    }

    private static ulong Now() => (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private async Task<uint> InsideAsync(ulong token)
    {
        var slot = (await fixture.Query.TokenAsync(new TokenRequest { Item = $"{token}" })).Token.Slot;
        return new TokenWord(StorageWord.Read(slot.Span)).Inside;
    }

    // What another contract does is no message of this node: the index tells when it has it.
    private async Task<Bytes32> PendingAsync(SignedCall act)
    {
        var digest = act.Message.DigestOn(Network);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await fixture.Query.CouncilAsync(new CouncilRequest(), cancellationToken: limit.Token)).Pending.Any(pending => pending.Digest.Span.SequenceEqual(digest.Span)))
            limit.Token.ThrowIfCancellationRequested();
        return digest;
    }

    private async Task<(ulong Token, uint Shipment)> ShipAsync(string lot, ulong until, uint disputeSeconds = 3_600)
    {
        var run = await fixture.SubmitOneAsync(Consortium.Sign(Network, Consortium.Run([$"{lot}-1"], lot), Consortium.Manufacturer));
        run.State.ShouldBe(State.Applied, $"{run.Error}");
        var token = run.Created["token"];
        var shipped = await fixture.SubmitOneAsync(Consortium.Sign(Network, Consortium.Shipment(token, 1, until) with { DisputeSeconds = disputeSeconds }, Consortium.Manufacturer));
        shipped.State.ShouldBe(State.Applied, $"{shipped.Error}");
        return (token, (uint)shipped.Created["shipment"]);
    }

    // The clock is the chain's own: asked again until its time has come, a second or two later.
    private async Task<SettleResponse> SettleInTimeAsync(SettleRequest request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                return await fixture.Assets.SettleAsync(request, cancellationToken: limit.Token);
            }
            catch (RpcException exception) when (RpcErrors.ToLedgerException(exception).Code == ErrorCode.TooEarly)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
