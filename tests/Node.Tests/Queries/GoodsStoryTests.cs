using Google.Protobuf;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Node.Queries;

namespace Ledger.Node.Tests.Queries;

public sealed class GoodsStoryTests(GoodsFixture goods) : IClassFixture<GoodsFixture>
{
    private QueryService Queries => goods.World.Queries;

    [Fact]
    public async Task Shipment_ReceivedWithExceptions_ShowsPartiesDisputesAndOverages()
    {
        var shipment = (await Queries.Shipment(new ShipmentRequest { Shipment = goods.Received }, null!)).Shipment;
        (shipment.State, shipment.Sender.Name, shipment.Receiver.Name, shipment.Carrier.Name).ShouldBe((Shipment.Types.State.Received, "Maker", "Pharmacy", "Lorry"));
        shipment.Tokens.ShouldBe([goods.Case(0).Value, goods.Case(1).Value]);
        (shipment.Accepted, shipment.OpenDisputes).ShouldBe((1u, 2u));
        shipment.Disputes.Select(d => (d.Kind, d.ReasonText, d.Outcome, d.Token)).ShouldBe(
            [
                (Dispute.Types.Kind.Refused, "wrong serial", Dispute.Types.Outcome.Open, goods.Case(1).Value),
                (Dispute.Types.Kind.Missing, "short", Dispute.Types.Outcome.Open, TokenId.UnitOf(goods.Run, 0).Value),
            ],
            ignoreOrder: true);
        var over = shipment.Overages.ShouldHaveSingleItem();
        (over.Token, over.Count, over.ReasonText).ShouldBe((0ul, 3u, "not ordered"));
        shipment.ClosedTimestamp.ShouldBeGreaterThanOrEqualTo(shipment.DepartedTimestamp);
    }

    [Fact]
    public async Task Shipments_OfAnyParty_AreNewestFirstAndEachOnce()
    {
        foreach (var partner in new[] { "Maker", "Pharmacy", "Lorry" })
        {
            var all = await Queries.Shipments(new ShipmentsRequest { Partner = partner }, null!);
            all.Shipments.Select(s => s.Id).ShouldBe([goods.Open, goods.Received], partner);
        }

        (await Queries.Shipments(new ShipmentsRequest { Partner = "Maker", State = Shipment.Types.State.InTransit }, null!)).Shipments.ShouldHaveSingleItem().Id.ShouldBe(goods.Open);
        (await Queries.Shipments(new ShipmentsRequest { Partner = "Maker", Disputed = true }, null!)).Shipments.ShouldHaveSingleItem().Id.ShouldBe(goods.Received);
        (await Queries.Shipments(new ShipmentsRequest { Partner = "Bank" }, null!)).Shipments.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shipments_PageByPage_KeepTheHeight()
    {
        var first = await Queries.Shipments(new ShipmentsRequest { Partner = "Maker", Page = new Page { Size = 1 } }, null!);
        var second = await Queries.Shipments(new ShipmentsRequest { Partner = "Maker", Page = new Page { Size = 1, Token = first.NextPageToken } }, null!);
        first.Shipments.Concat(second.Shipments).Select(s => s.Id).ShouldBe([goods.Open, goods.Received]);
        (second.Height, second.NextPageToken).ShouldBe((first.Height, ""));
    }

    [Fact]
    public async Task Holds_OfEachKind_SayWhatAndWhy()
    {
        var quarantine = (await Queries.Holds(new HoldsRequest { Kind = Restriction.Types.Kind.Quarantine }, null!)).Holds.ShouldHaveSingleItem();
        (quarantine.Reason, quarantine.PlacedBy.Name, quarantine.On.Id).ShouldBe(("temperature excursion", "Maker", goods.Case(3).Value));
        quarantine.Tokens.ShouldBe([goods.Case(3).Value]);
        (await Queries.Hold(new HoldRequest { Hold = quarantine.Id }, null!)).Hold.ShouldBe(quarantine);
        (await Queries.Holds(new HoldsRequest { Kind = Restriction.Types.Kind.Dispute }, null!)).Holds.Select(h => h.Reason).ShouldBe(["refused: wrong serial", "missing: short"], ignoreOrder: true);
        (await Queries.Holds(new HoldsRequest { Kind = Restriction.Types.Kind.Recall }, null!)).Holds.ShouldHaveSingleItem().Reason.ShouldBe("impure");
        (await Queries.Holds(new HoldsRequest { Kind = Restriction.Types.Kind.Recall, IncludeLifted = true }, null!)).Holds.Count.ShouldBe(2);
        (await Should.ThrowAsync<LedgerException>(() => Queries.Hold(new HoldRequest { Hold = 4_000_000 }, null!))).Code.ShouldBe(ErrorCode.HoldUnknown);
        (await Should.ThrowAsync<LedgerException>(() => Queries.Shipment(new ShipmentRequest { Shipment = 5 }, null!))).Code.ShouldBe(ErrorCode.ShipmentUnknown);
    }

    [Fact]
    public async Task Conditions_OfAUnitInside_AreItsAncestors()
    {
        var condition = (await Queries.Conditions(new ConditionsRequest { Item = ItemOf("A", 13) }, null!)).Conditions.ShouldHaveSingleItem();
        (condition.Token, condition.KindText, condition.Severity, condition.Partner.Name).ShouldBe((goods.Case(3).Value, "temperature", 2u, "Maker"));
        condition.Quarantine.ShouldNotBe(0u);
        (await Queries.Conditions(new ConditionsRequest { Item = ItemOf("A", 1) }, null!)).Conditions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trace_OfAnUntouchedUnitWithACondition_GoesOnWithItsCase()
    {
        using var view = goods.World.Views.Open()!;
        view.Rows.Token(TokenId.UnitOf(goods.Run, 8)).HasRecord.ShouldBeFalse();
        var types = (await Queries.Trace(new TraceRequest { Item = ItemOf("A", 8) }, null!)).Events.Select(told => told.Type).ToList();
        types.Where(type => type is "ConditionAttested" or "Departed").ShouldBe(["ConditionAttested", "Departed"]);
    }

    [Fact]
    public async Task Anchor_OfARoot_TellsWhoAndWhen()
    {
        var anchor = (await Queries.Anchor(new AnchorRequest { MerkleRoot = ByteString.CopyFrom(GoodsFixture.Root.Span) }, null!)).Anchors.ShouldHaveSingleItem();
        (anchor.Partner.Name, anchor.Count).ShouldBe(("Maker", 5u));
        (await Queries.Anchor(new AnchorRequest { MerkleRoot = ByteString.CopyFrom(new byte[32]) }, null!)).Anchors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lineage_OfAnOutputAndItsInputs_IsTheSameFromBothSides()
    {
        var made = await Queries.Lineage(new LineageRequest { Item = $"{TokenId.RootOf(goods.Made).Value}" }, null!);
        var source = made.Sources.ShouldHaveSingleItem();
        (source.Lot, source.Recalled).ShouldBe(("RAW", true));
        made.Consumed.ShouldBe([TokenId.UnitOf(goods.Raw, 0).Value, TokenId.UnitOf(goods.Raw, 1).Value]);
        var input = await Queries.Lineage(new LineageRequest { Item = ItemOf("C", 0) }, null!);
        (input.ConsumedByRun, input.Outputs.ShouldHaveSingleItem()).ShouldBe((goods.Made.Value, goods.Made.Value));
    }

    [Fact]
    public async Task Mandates_OfTheOwner_NameTheAgent()
    {
        var mandate = (await Queries.Mandates(new MandatesRequest { Owner = "Maker" }, null!)).Mandates.ShouldHaveSingleItem();
        (mandate.Agent.Name, mandate.Until).ShouldBe(("Lorry", 3_000_000_000ul));
    }

    [Fact]
    public async Task Council_Founded_ShowsMembersAndRulesByName()
    {
        var council = await Queries.Council(new CouncilRequest(), null!);
        council.Members.Count.ShouldBe(3);
        council.Rules.ShouldContain(rule => string.Equals(rule.Function, "Partners.admit", StringComparison.Ordinal));
        council.Rules.ShouldAllBe(rule => rule.Quorum >= 2 && rule.Selector.Length == 4);
    }

    [Fact]
    public async Task Liens_OfAJuniorClaimsFinancier_AreFoundWithAllClaims()
    {
        var lien = (await Queries.Liens(new LiensRequest { Financier = "Second Bank" }, null!)).Liens.ShouldHaveSingleItem();
        lien.Claims.Select(claim => (claim.Rank, claim.Financier.Name, claim.Maturity)).ShouldBe([(1u, "Bank", 3_000_000_000ul), (2u, "Second Bank", 3_100_000_000ul)]);
        (lien.DefaultedRank, lien.NoticeEnds).ShouldBe((0u, 0ul));
        (await Queries.Encumbrance(new EncumbranceRequest { Item = ItemOf("B", 1) }, null!)).Lien.ShouldBe(lien);
    }

    [Theory]
    [InlineData("A", 1, Verdict.Ok, VerdictReason.Authentic)]
    [InlineData("A", 0, Verdict.Blocked, VerdictReason.Disputed)]
    [InlineData("A", 5, Verdict.Blocked, VerdictReason.Disputed)]
    [InlineData("A", 9, Verdict.Blocked, VerdictReason.InTransit)]
    [InlineData("A", 13, Verdict.Blocked, VerdictReason.Quarantined)]
    [InlineData("C", 0, Verdict.Blocked, VerdictReason.Consumed)]
    [InlineData("C", 2, Verdict.Blocked, VerdictReason.Exported)]
    [InlineData("C", 3, Verdict.Blocked, VerdictReason.Stolen)]
    [InlineData("C", 4, Verdict.Blocked, VerdictReason.Destroyed)]
    [InlineData("C", 5, Verdict.Blocked, VerdictReason.Recalled)]
    [InlineData("K", 0, Verdict.Blocked, VerdictReason.Recalled)]
    public async Task Verify_EachFate_HasItsReason(string prefix, int index, Verdict verdict, VerdictReason reason)
    {
        var answer = await Queries.Verify(new VerifyRequest { Code = ItemOf(prefix, index) }, null!);
        answer.Verdict.ShouldBe(verdict);
        answer.Reasons.Select(told => told.Code).ShouldContain(reason);
    }

    [Theory]
    [InlineData("A", 1, "departed to Pharmacy with carrier Lorry", "received by Pharmacy")]
    [InlineData("A", 0, "unpacked from case", "missing: short")]
    [InlineData("A", 5, "refused: wrong serial")]
    [InlineData("A", 13, "quarantined: temperature excursion", "temperature excursion attested")]
    [InlineData("C", 0, "used up in run")]
    [InlineData("C", 2, "exported to country 276")]
    [InlineData("C", 3, "reported stolen")]
    [InlineData("C", 4, "destroyed")]
    [InlineData("K", 1, "made of units of lot RAW")]
    public async Task Trace_EachFate_IsToldInWords(string prefix, int index, params string[] words)
    {
        var trace = await Queries.Trace(new TraceRequest { Item = ItemOf(prefix, index) }, null!);
        foreach (var word in words) trace.Events.ShouldContain(told => told.Summary.Contains(word), string.Join('\n', trace.Events.Select(told => told.Summary)));
    }

    [Fact]
    public async Task Holdings_ByState_TellWhatIsInTransit()
    {
        var lorry = (await Queries.Holdings(new HoldingsRequest { Partner = "Lorry" }, null!)).Rows.ShouldHaveSingleItem();
        (lorry.Status, lorry.OwnedUnits, lorry.CustodyUnits).ShouldBe((TokenStatus.InTransit, 0ul, 4ul));
        var maker = (await Queries.Holdings(new HoldingsRequest { Partner = "Maker", Gtin = $"{GoodsFixture.Gtin:D14}", Lot = "L-1" }, null!)).Rows;
        maker.Select(row => (row.Status, row.OwnedUnits, row.CustodyUnits)).ShouldBe([(TokenStatus.Active, 9ul, 9ul), (TokenStatus.InTransit, 4ul, 0ul)]);
    }

    [Fact]
    public async Task RecallScope_OfALotThatWasTransformed_CountsItsOutputsToo()
    {
        var scope = await Queries.RecallScope(new RecallScopeRequest { Gtin = $"{GoodsFixture.Gtin:D14}", Lot = "RAW" }, null!);
        scope.AffectedUnits.ShouldBe(10ul, "eight units of the lot, and two made of it");
        scope.RecoveredUnits.ShouldBe(6ul, "three at the maker, two made of it there, one destroyed");
    }

    [Fact]
    public async Task At_WhileARangeWasRecalled_ShowsTheRecall()
    {
        foreach (var (block, recalled) in new[] { (goods.RangeBlock - 1, false), (goods.RangeBlock, true), (goods.LiftBlock - 1, true), (goods.LiftBlock, false) })
        {
            var at = await Queries.At(new AtRequest { Item = ItemOf("A", 12), Block = block }, null!);
            at.Token.Restrictions.Any(r => r.Kind == Restriction.Types.Kind.Recall).ShouldBe(recalled, $"block {block}");
            var other = await Queries.At(new AtRequest { Item = ItemOf("A", 11), Block = block }, null!);
            other.Token.Restrictions.Any(r => r.Kind == Restriction.Types.Kind.Recall).ShouldBeFalse($"block {block}");
        }
    }

    private static string ItemOf(string prefix, int index) =>
        $"{(string.Equals(prefix, "K", StringComparison.Ordinal) ? GoodsFixture.OutputGtin : GoodsFixture.Gtin):D14}/{GoodsFixture.SerialOf(prefix, index)}";
}
