using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Queries.Trace;
using Subject = Ledger.Node.Index.Rows.Subject;
using SubjectKind = Ledger.Contracts.Projection.SubjectKind;

namespace Ledger.Node.Tests.Queries.Trace;

/// <summary>That what is kept equals what would be told anew is held by the random histories, whose answers come from one store at all heights.</summary>
public sealed class ToldEventsTests
{
    private static readonly RunId Run = new(7);
    private static readonly TokenId Case = TokenId.Of(Run, TokenLevel.Case, 3);
    private readonly ToldEvents _told = new();

    [Fact]
    public void Find_EventToldTheSameFromEveryView_IsFoundAtAnyHeight()
    {
        var told = new TraceEvent { Type = "Transferred" };
        _told.Add(Item(5), height: null, told);

        _told.Find(Item(5), height: 9).ShouldBeSameAs(told);
        _told.Find(Item(5), height: 10).ShouldBeSameAs(told);
    }

    [Fact]
    public void Find_EventToldFromRowsThatMayChange_IsFoundAtItsHeightOnly()
    {
        var told = new TraceEvent { Type = "ShipmentClosed" };
        _told.Add(Item(5), height: 9, told);

        _told.Find(Item(5), height: 9).ShouldBeSameAs(told);
        _told.Find(Item(5), height: 8).ShouldBeNull();
        _told.Find(Item(5), height: 10).ShouldBeNull();
    }

    [Fact]
    public void Add_EventKnownFromAnotherHeight_TakesItsPlace()
    {
        var newer = new TraceEvent { Summary = "newer" };
        _told.Add(Item(5), height: 9, new TraceEvent { Summary = "older" });
        _told.Add(Item(5), height: 10, newer);

        _told.Find(Item(5), height: 10).ShouldBeSameAs(newer);
        _told.Find(Item(5), height: 9).ShouldBeNull();
    }

    [Fact]
    public void Find_SameEventThroughAnotherAncestor_IsNotFound()
    {
        _told.Add(Item(5), height: null, new TraceEvent());

        _told.Find(Item(5) with { Via = TraceVia.Own, ViaToken = TokenId.None }, height: 9).ShouldBeNull();
        _told.Find(Item(5) with { Seq = 2 }, height: 9).ShouldBeNull();
        _told.Find(Item(6), height: 9).ShouldBeNull();
    }

    [Fact]
    public void Add_EventOfAUnit_IsNotKept()
    {
        var item = Item(5) with { Subject = Subject.Of(TokenId.UnitOf(Run, 1)) };
        _told.Add(item, height: null, new TraceEvent());

        _told.Find(item, height: 9).ShouldBeNull();
    }

    [Fact]
    public void Add_LongEvent_IsNotKept()
    {
        _told.Add(Item(5), height: null, new TraceEvent { Summary = new string('x', ToldEvents.MaxEventSizeBytes) });

        _told.Find(Item(5), height: 9).ShouldBeNull();
    }

    [Fact]
    public void Add_MoreEventsThanAreKept_NeverGivesAnother()
    {
        const uint Events = 2 * ToldEvents.MaxEvents;
        for (uint block = 1; block <= Events; block++) _told.Add(Item(block), height: null, new TraceEvent { Block = block });

        var kept = 0;
        for (uint block = 1; block <= Events; block++)
        {
            if (_told.Find(Item(block), height: 1) is not { } found) continue;
            found.Block.ShouldBe(block);
            kept++;
        }

        kept.ShouldBeInRange(ToldEvents.MaxEvents / 2, ToldEvents.MaxEvents);
    }

    private static TraceItem Item(ulong block) => new(new(SubjectKind.Token, Case.Value), 1, new EventRef(block, 0, 1, 1), TraceVia.Of(TokenLevel.Case), Case);
}
