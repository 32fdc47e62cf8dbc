using Ledger.Api.V1;
using Ledger.Node.Index.Rows;
using Ledger.Node.Streams;
using Ledger.Node.Tests.Hosting;
using Ledger.Node.Tests.Relay;
using Subject = Ledger.Api.V1.Subject;

namespace Ledger.Node.Tests.Streams;

public sealed class WatchTests(RelayFixture fixture) : IClassFixture<RelayFixture>
{
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
