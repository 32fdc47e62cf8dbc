using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Ethereum.Hashing;
using Ledger.Node.Index.Rows;
using Ledger.Node.Streams;
using Ledger.Node.Tests.Hosting;
using Ledger.Node.Tests.Relay;
using Subject = Ledger.Api.V1.Subject;

namespace Ledger.Node.Tests.Streams;

public sealed class WatchTests(RelayFixture fixture) : IClassFixture<RelayFixture>
{
    private const ulong FarDeadline = 4_000_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Watch_FromTheBeginning_TellsEveryEventInOrder()
    {
        var events = await ReadAsync(new WatchRequest { FromBlock = 1 }, untilTypes: "ProductRegistered");
        var positions = events.Select(e => (e.Event.Block, e.Event.LogIndex)).ToList();
        positions.ShouldBe(positions.Order().ToList());
        positions.Distinct().Count().ShouldBe(positions.Count);
        events.Count(e => e.Event.Type is "PartnerAdmitted").ShouldBe(3);
        events.Count(e => e.Event.Type is "RuleSet").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Watch_ResumedAtEveryCursor_TellsExactlyTheRest()
    {
        var all = await ReadAsync(new WatchRequest { FromBlock = 1 }, untilTypes: "ProductRegistered");
        for (var i = 0; i < all.Count - 1; i++)
        {
            var rest = await ReadAsync(new WatchRequest { Cursor = all[i].Cursor }, untilTypes: "ProductRegistered");
            rest.Select(e => e.Cursor).ShouldBe(all.Skip(i + 1).Select(e => e.Cursor));
        }
    }

    [Fact]
    public async Task Watch_Filtered_TellsOnlyWhatWasAskedFor()
    {
        var byType = await ReadAsync(new WatchRequest { FromBlock = 1, Types_ = { "PartnerAdmitted" } }, count: 3);
        byType.Select(e => e.Event.Arguments["name"]).ShouldBe(["Manufacturer", "Distributor", "Regulator"]);
        var subject = new Subject { Kind = SubjectKind.Partner, Id = 2 };
        var bySubject = await ReadAsync(new WatchRequest { FromBlock = 1, Subjects = { subject }, Types_ = { "PartnerAdmitted" } }, count: 1);
        bySubject[0].Event.Subject.ShouldBe(subject);
        var byPartner = await ReadAsync(new WatchRequest { FromBlock = 1, Partners = { 1 }, Types_ = { "ProductRegistered" } }, count: 1);
        byPartner[0].Event.Type.ShouldBe("ProductRegistered");
    }

    /// <summary>Cut to 32 bits, the first would be the shipment 1.</summary>
    [Theory]
    [InlineData(SubjectKind.Shipment, 0x1_0000_0001)]
    [InlineData(SubjectKind.Lot, ulong.MaxValue)]
    public async Task Watch_IdThatNothingCanHave_IsRefused(SubjectKind kind, ulong id)
    {
        var request = new WatchRequest { Subjects = { new Subject { Kind = kind, Id = id } } };
        var error = await RelayFixture.RefusedAsync(() => ReadAsync(request, count: 1));
        (error.Code, error.Field).ShouldBe((ErrorCode.ArgumentInvalid, "subjects"));
    }

    [Fact]
    public async Task Watch_NewEvent_ArrivesWithoutAsking()
    {
        using var call = fixture.Events.Watch(new WatchRequest { Types_ = { "ProductRegistered" } }, deadline: DateTime.UtcNow + Limit);
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        call.ResponseStream.Current.Height.ShouldNotBeNull();
        var submit = fixture.SubmitOneAsync(fixture.Consortium.Register(fixture.Network, Consortium.GtinOf(400)));
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        call.ResponseStream.Current.Event.Block.ShouldBe((await submit).Block);
    }

    [Fact]
    public async Task Watch_Shipment_TellsOfItsGoodsWhileTheyAreInIt()
    {
        var run = await AppliedAsync(Consortium.Run(["W-1", "W-2"], "LOT-WATCH"), Consortium.Manufacturer);
        var (token, unit) = (run.Created["token"], TokenId.UnitOf(new TokenId(run.Created["token"]).Run, 1).Value);
        await AttestAsync(unit, "before the departure");
        var shipped = await AppliedAsync(
            Consortium.Shipment(token, await SeqOfAsync(token), (ulong)DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()), Consortium.Manufacturer);
        var shipment = (uint)shipped.Created["shipment"];
        await AttestAsync(unit, "on the way, inside");
        await AppliedAsync(
            new RecallLot(Consortium.Manufacturer, await PartnerSeqAsync(Consortium.Manufacturer), Consortium.Gtin, "LOT-WATCH", 2, [], "to look", FarDeadline, default), Consortium.Manufacturer);
        var recall = (await fixture.Query.LotAsync(new LotRequest { Gtin = $"{Consortium.Gtin:D14}", Lot = "LOT-WATCH" })).Recalls[0];
        await AppliedAsync(new LiftRecall(Consortium.Manufacturer, recall.Id, recall.Seq, FarDeadline, default), Consortium.Manufacturer);
        await AppliedAsync(new ReceiveShipment(shipment, 1, [token], 1, [], [], FarDeadline, default), Consortium.Distributor);
        await AttestAsync(unit, "after the arrival");
        await AppliedAsync(
            new AnchorBatch(Consortium.Regulator, await PartnerSeqAsync(Consortium.Regulator), Keccak256.Hash([9]), 1, FarDeadline, default), Consortium.Regulator);

        var request = new WatchRequest { FromBlock = 1, Subjects = { new Subject { Kind = SubjectKind.Shipment, Id = shipment }, new Subject { Kind = SubjectKind.Partner, Id = Consortium.Regulator } } };
        var told = (await ReadAsync(request, untilTypes: "Anchored")).Select(e => e.Event).Where(e => e.Block >= run.Block).ToList();
        told.Select(e => e.Type).ShouldBe(["Departed", "ShipmentDeparted", "ConditionAttested", "HoldPlaced", "HoldLifted", "Arrived", "ShipmentClosed", "PartnerSet", "Anchored"]);
        told[2].Arguments["token"].ShouldBe($"{unit}");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1-2")]
    [InlineData("1-2-3-4")]
    [InlineData("2-1-1")]
    [InlineData("1--1-1")]
    [InlineData("1-18446744073709551615-0")]
    public async Task Watch_CursorOfNobody_IsRefused(string cursor)
    {
        using var call = fixture.Events.Watch(new WatchRequest { Cursor = cursor }, deadline: DateTime.UtcNow + Limit);
        (await RelayFixture.RefusedAsync(() => call.ResponseStream.MoveNext(CancellationToken.None))).Code.ShouldBe(ErrorCode.PageTokenInvalid);
    }

    [Fact]
    public async Task Watch_CursorBeyondTheIndex_IsRefusedAsBehind()
    {
        using var call = fixture.Events.Watch(new WatchRequest { Cursor = WatchCursor.Write(new EventPosition(1_000_000, 0)) }, deadline: DateTime.UtcNow + Limit);
        (await RelayFixture.RefusedAsync(() => call.ResponseStream.MoveNext(CancellationToken.None))).Code.ShouldBe(ErrorCode.IndexBehind);
    }

    private async Task AttestAsync(ulong unit, string what) => await AppliedAsync(
        new AttestCondition(
            Consortium.Manufacturer,
            await PartnerSeqAsync(Consortium.Manufacturer),
            [unit],
            1,
            0,
            Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(what)),
            FarDeadline,
            default),
        Consortium.Manufacturer);

    private async Task<MessageOutcome> AppliedAsync(object body, uint signer)
    {
        var outcome = await fixture.SubmitOneAsync(fixture.Consortium.Sign(fixture.Network, body, signer));
        outcome.State.ShouldBe(MessageOutcome.Types.State.Applied, $"{outcome.Error}");
        return outcome;
    }

    private async Task<uint> SeqOfAsync(ulong token) => (await fixture.Query.TokenAsync(new TokenRequest { Item = $"{token}" })).Token.Seq;

    private async Task<uint> PartnerSeqAsync(uint partner) => (await fixture.Query.PartnerAsync(new PartnerRequest { Partner = $"{partner}" })).Partner.Seq;

    private async Task<List<WatchResponse>> ReadAsync(WatchRequest request, int count = int.MaxValue, string untilTypes = "")
    {
        var events = new List<WatchResponse>();
        using var call = fixture.Events.Watch(request, deadline: DateTime.UtcNow + Limit);
        while (events.Count < count && await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (call.ResponseStream.Current.Event is not { } told) continue;
            events.Add(call.ResponseStream.Current);
            if (string.Equals(told.Type, untilTypes, StringComparison.Ordinal)) break;
        }

        return events;
    }
}
