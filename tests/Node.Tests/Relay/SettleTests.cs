using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Node.Tests.Hosting;
using State = Ledger.Api.V1.MessageOutcome.Types.State;

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

    private async Task<(ulong Token, uint Shipment)> ShipAsync(string lot, ulong until)
    {
        var run = await fixture.SubmitOneAsync(Consortium.Sign(Network, Consortium.Run([$"{lot}-1"], lot), Consortium.Manufacturer));
        run.State.ShouldBe(State.Applied, $"{run.Error}");
        var token = run.Created["token"];
        var shipped = await fixture.SubmitOneAsync(Consortium.Sign(Network, Consortium.Shipment(token, 1, until), Consortium.Manufacturer));
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
