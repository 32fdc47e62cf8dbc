using System.Buffers.Binary;
using System.Numerics;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Tests.Chain;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Tests.Projection;

/// <summary>Whole stories on the real contracts: what rows and histories say afterwards.</summary>
public sealed class GoodsProjectionTests
{
    private const ulong Gtin = 9506000134352;
    private const ulong MadeGtin = 4012345678901;
    private const ulong Far = TestLedger.FarDeadline;
    private static readonly Bytes32 Hash = new([.. Enumerable.Repeat((byte)5, 32)]);

    [Fact]
    public async Task Shipment_ReceivedWithExceptions_TellsPartiesManifestReceiptAndDisputes()
    {
        await using var ledger = await WorldAsync();
        var (root, refused, missing) = (TokenId.RootOf(new RunId(1)), Case(1, 0), Unit(1, 7));
        (await ledger.SubmitAsync(new ShipTokens([Now(ledger, root)], 1, 1, 2, 2, 3, ledger.NowSeconds + 1000, 600, Far, Hash))).ShouldBeNull();
        var shipment = ledger.View.InTransitWith(root);
        ledger.View.TryShipment(shipment, out var record).ShouldBeTrue();
        (record!.Word.Owner.Value, record.Word.NewCustodian.Value, record.Word.Carrier.Value, record.Tokens, record.ClosedSeconds).ShouldBe((1u, 2u, 3u, 1u, 0ul));
        ledger.View.Manifest(shipment).ShouldBe([root]);
        foreach (var (partner, party) in new[] { (1u, ShipmentParty.Owner), (1u, ShipmentParty.Sender), (2u, ShipmentParty.NewOwner), (2u, ShipmentParty.Receiver), (3u, ShipmentParty.Carrier) })
        {
            ledger.Store.Rows(EntityKind.ShipmentByPartner, ProjectionKeys.ShipmentsOf(new PartnerId(partner), party).Span.ToArray()).Count().ShouldBe(1, $"{party}");
        }

        Sum(ledger, 1, TokenStatus.InTransit).ShouldBe(new UnitSum(20, 0, 0));
        Sum(ledger, 3, TokenStatus.InTransit).ShouldBe(new UnitSum(0, 20, 0));
        (await ledger.SubmitAsync(new ReceiveShipment(
            shipment.Value, 1, [root.Value], 1, [new(refused.Value, 0, 1, 3), new(missing.Value, 0, 2, 10)], [new(0, 4, 9), new(Case(2, 0).Value, 1, 2)], Far, default))).ShouldBeNull();

        ledger.View.TryShipment(shipment, out record).ShouldBeTrue();
        record!.Word.State.ShouldBe(ShipmentState.Received);
        record.Word.Disputes.ShouldBe(2u);
        record.Receipt.ShouldBe(new ShipmentReceipt(1, 0, default, 1, 1, 0, 2, 0));
        record.ClosedSeconds.ShouldBe(ledger.NowSeconds);
        ledger.View.Overage(shipment, 0)!.Value.Count.ShouldBe(4u);
        ledger.View.Overage(shipment, 1)!.Value.Token.ShouldBe(Case(2, 0));
        ledger.View.Overage(shipment, 2).ShouldBeNull();
        ledger.View.InTransitWith(root).ShouldBe(default);
        Sum(ledger, 1, TokenStatus.Active).Owned.ShouldBe(16ul, "five of the refused case, one missing unit, and another run");
        Sum(ledger, 2, TokenStatus.Active).ShouldBe(new UnitSum(14, 14, 0));

        var disputes = Disputes(ledger, shipment);
        disputes.Select(d => d.Record.Word.DisputedToken).ShouldBe([refused, missing], ignoreOrder: true);
        var about = disputes.Single(d => d.Record.Word.DisputedToken == missing);
        (about.Record.ReasonCode, about.Record.Word.ExceptionKind, about.Record.Target).ShouldBe(((ushort)10, ShipmentExceptionKind.Missing, missing.Value));
        var back = disputes.Single(d => d.Record.Word.DisputedToken == refused);
        (await ledger.SubmitAsync(new ResolveDispute(shipment.Value, 2, [new(refused.Value, Now(ledger, refused).Seq, back.Hold.Value, 1)], Far, default))).ShouldBeNull();
        await ledger.PassAsync(700);
        (await ledger.SendAsync(ledger.Network.AddressOf(Contracts.Deployment.LedgerContract.Tokens), TokensFunctions.LapseDisputes.Encode([about.Hold.Value]))).ShouldBeNull();
        Disputes(ledger, shipment).ToDictionary(d => d.Record.Word.DisputedToken, d => d.Record.Outcome)
            .ShouldBe(new Dictionary<TokenId, DisputeOutcome> { [refused] = DisputeOutcome.Returned, [missing] = DisputeOutcome.Lapsed }, ignoreOrder: true);
        ledger.View.Token(missing).Status.ShouldBe(TokenStatus.Lost);
        ledger.View.LotUnits(LotOf(ledger, 1)).Lost.ShouldBe(1ul);
        ledger.View.ShipmentWord(shipment).Disputes.ShouldBe(0u);

        Topics(ledger, SubjectKind.Token, root.Value).ShouldBe(["RunOpened", "RunCommissioned", "Departed", "Unpacked", "Unpacked", "Arrived"]);
        Topics(ledger, SubjectKind.Token, missing.Value).ShouldBe(["Unpacked", "Disputed", "DisputeEnded"]);
        Topics(ledger, SubjectKind.Shipment, shipment.Value).ShouldBe(["ShipmentDeparted", "OverageReported", "OverageReported", "ShipmentClosed", "DisputeEnded", "DisputeEnded"]);
        Topics(ledger, SubjectKind.Hold, about.Hold.Value).ShouldBe(["Disputed", "DisputeEnded"]);
    }

    [Fact]
    public async Task Shipment_RecalledOnTheWay_ArrivesInQuarantineWithoutTitle()
    {
        await using var ledger = await WorldAsync();
        var root = TokenId.RootOf(new RunId(1));
        (await ledger.SubmitAsync(new ShipTokens([Now(ledger, root)], 1, 1, 2, 2, 0, ledger.NowSeconds + 1000, 600, Far, default))).ShouldBeNull();
        var shipment = ledger.View.InTransitWith(root);
        (await ledger.SubmitAsync(new RecallLot(1, Seq(ledger, 1), Gtin, "LOT", 1, [], "bad", Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new ReceiveShipment(shipment.Value, 1, [root.Value], 1, [], [], Far, default))).ShouldBeNull();
        ledger.View.TryShipment(shipment, out var record).ShouldBeTrue();
        record!.Receipt.Quarantined.ShouldBe(1u);
        var quarantine = record.Receipt.Quarantine;
        ledger.View.TryHold(quarantine, out var hold).ShouldBeTrue();
        (hold!.Word.Kind, hold.Word.PlacedBy.Value, hold.Word.QuarantineIssuer.Value).ShouldBe((HoldKind.Quarantine, 2u, 1u));
        (ledger.View.Token(root).Owner.Value, ledger.View.Token(root).Custodian.Value).ShouldBe((1u, 2u));
        ledger.Store.Rows(EntityKind.HoldToken, ProjectionKeys.Hold(quarantine).Span.ToArray()).Count().ShouldBe(1);
        (await ledger.SubmitAsync(new ReleaseQuarantine(1, quarantine.Value, 1, Far, default))).ShouldBeNull();
        ledger.View.TryHold(quarantine, out hold).ShouldBeTrue();
        (hold!.Word.IsActive, hold.LiftedBy.Value).ShouldBe((false, 1u));
        Topics(ledger, SubjectKind.Token, root.Value)[^2..].ShouldBe(["Arrived", "Quarantined"]);
    }

    [Fact]
    public async Task Endings_OfEachKind_TellHowAndLineageBothWays()
    {
        await using var ledger = await WorldAsync();
        var (first, second, lot) = (Unit(1, 0), Unit(1, 1), LotOf(ledger, 1));
        (await ledger.SubmitAsync(new TransformUnits(
            [Now(ledger, first), Now(ledger, second)],
            new CommissionRun(MadeGtin, "MADE", 0, 4_000_000_000, BigInteger.Zero, 1, 0, 0, 0, 0, 1, "x"u8.ToArray(), Far, default),
            Far,
            default))).ShouldBeNull();
        var made = new RunId(3);
        ledger.View.SourcesOf(made).ShouldBe([lot]);
        ledger.Store.Rows(EntityKind.RunBySource, ProjectionKeys.Lot(lot).Span.ToArray()).Count().ShouldBe(1);
        ledger.Store.Rows(EntityKind.RunInput, ProjectionKeys.Run(made).Span.ToArray()).Select(r => new TokenId(BinaryPrimitives.ReadUInt64BigEndian(r.Key.AsSpan(4)))).ShouldBe([first, second]);
        ledger.View.Ending(first)!.Value.ConsumedBy.ShouldBe(made);
        Topics(ledger, SubjectKind.Token, TokenId.RootOf(made).Value).ShouldBe(["RunOpened", "RunCommissioned", "RunTransformed"]);

        (await ledger.SubmitAsync(new ExportTokens([Now(ledger, Unit(1, 2))], 756, Far, default))).ShouldBeNull();
        ledger.View.Ending(Unit(1, 2))!.Value.ExportedTo.ShouldBe(756u);
        var (box, within) = (Case(1, 1), Unit(1, 5));
        (await ledger.SubmitAsync(new UnpackTokens([Now(ledger, box)], Now(ledger, TokenId.RootOf(new RunId(1))), Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new DestroyTokens([Now(ledger, box)], Far, default))).ShouldBeNull();
        new TokenResolver(ledger.View).TryResolve(within, out var gone).ShouldBeTrue();
        (gone!.Status, gone.IsTerminal, gone.Path.Count, gone.Owner).ShouldBe((TokenStatus.Destroyed, true, 0, default));
        new TokenTree(ledger.View).UnitsInside(box).ShouldBeEmpty();
        ledger.View.Ending(box)!.Value.Owner.Value.ShouldBe(1u);
        ledger.View.LotUnits(lot).ShouldBe(new LotUnits(30, 0, 5, 1, 2, 0, 0));
        ledger.View.LotUnits(lot).InCirculation.ShouldBe(22ul);
        Sum(ledger, 1, TokenStatus.Destroyed).ShouldBe(new UnitSum(5, 5, 0));

        // A recall of what it was made of binds the new run.
        (await ledger.SubmitAsync(new RecallLot(1, Seq(ledger, 1), Gtin, "LOT", 1, [], "bad", Far, default))).ShouldBeNull();
        new TokenResolver(ledger.View).TryResolve(TokenId.RootOf(made), out var bound).ShouldBeTrue();
        bound!.Holds.ShouldHaveSingleItem().Target.ShouldBe(lot.Value);
        (await ledger.SubmitAsync(new ReportMissing([Now(ledger, TokenId.RootOf(new RunId(2)))], 7, Far, default))).ShouldBeNull();
        ledger.View.LotUnits(lot).Stolen.ShouldBe(10ul);
        (await ledger.SubmitAsync(new ReinstateTokens([Now(ledger, TokenId.RootOf(new RunId(2)))], Far, default))).ShouldBeNull();
        ledger.View.LotUnits(lot).Stolen.ShouldBe(0ul);
    }

    [Fact]
    public async Task Conditions_AnchorsAndMandates_AreFoundByTokenPartnerAndRoot()
    {
        await using var ledger = await WorldAsync();
        var (unit, root) = (Unit(1, 3), TokenId.RootOf(new RunId(1)));
        (await ledger.SubmitAsync(new AttestCondition(1, Seq(ledger, 1), [unit.Value, root.Value], 1, 1, Hash, Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new AttestCondition(1, Seq(ledger, 1), [unit.Value], 3, 2, Hash, Far, default))).ShouldBeNull();
        var conditions = ledger.Store.Rows(EntityKind.Condition, ProjectionKeys.Token(unit).Span.ToArray()).Select(r => ConditionRecord.Read(r.Value)).ToList();
        conditions.Select(c => (c.Kind, c.Severity)).ShouldBe([((ushort)3, ConditionSeverity.Excursion), ((ushort)1, ConditionSeverity.Warning)], "newest first");
        ledger.View.HoldWord(conditions[0].Quarantine).IsActive.ShouldBeTrue();
        Topics(ledger, SubjectKind.Token, unit.Value).ShouldBe(["ConditionAttested", "Quarantined", "ConditionAttested"]);

        (await ledger.SubmitAsync(new AnchorBatch(2, Seq(ledger, 2), Hash, 7, Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new AnchorBatch(1, Seq(ledger, 1), Hash, 9, Far, default))).ShouldBeNull();
        ledger.Store.Rows(EntityKind.AnchorByRoot, ProjectionKeys.AnchorsOf(Hash).Span.ToArray()).Select(r => r.Value[3]).ShouldBe([(byte)2, (byte)1], "who anchored it first comes first");
        ledger.View.Anchor(new PartnerId(1), Seq(ledger, 1))!.Value.Count.ShouldBe(9u);
        ledger.Store.Rows(EntityKind.Anchor, ProjectionKeys.Partner(new PartnerId(1)).Span.ToArray()).Select(r => AnchorRecord.Read(r.Value).Count).ShouldBe([9u]);
        ledger.View.Anchor(new PartnerId(1), 1_000).ShouldBeNull();

        (await ledger.SubmitAsync(new TransferTokens([Now(ledger, TokenId.RootOf(new RunId(2)))], 1, 1, 1, 2, Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new GrantMandate(1, Seq(ledger, 1), 2, ledger.NowSeconds + 500, Far, default))).ShouldBeNull();
        var moves = new Contracts.Messages.LedgerMessage(new TransferTokens([Now(ledger, TokenId.RootOf(new RunId(2)))], 1, 2, 1, 3, Far, default));
        Signers(moves, ledger.NowSeconds).ShouldBe([2u, 3u], "the owner needn't sign");
        Signers(moves, ledger.NowSeconds + 600).ShouldBe([1u, 2u, 3u]);
        (await ledger.SubmitAsync(moves.Body)).ShouldBeNull();
        ledger.Store.Rows(EntityKind.MandateByAgent, ProjectionKeys.Partner(new PartnerId(2)).Span.ToArray()).Count().ShouldBe(1);
        (await ledger.SubmitAsync(new GrantMandate(1, Seq(ledger, 1), 2, 0, Far, default))).ShouldBeNull();
        ledger.View.MandateUntilSeconds(new PartnerId(1), new PartnerId(2)).ShouldBe(0ul);
        ledger.Store.Rows(EntityKind.MandateByAgent).ShouldBeEmpty();

        List<uint> Signers(Contracts.Messages.LedgerMessage message, ulong now) => [.. Contracts.Messages.RequiredSigners.Of(message, ledger.View, now).Select(s => s.Partner.Value)];
    }

    [Fact]
    public async Task Clearing_OfALotsRecall_FreesTheTokenAndWhatIsInside()
    {
        await using var ledger = await WorldAsync();
        var (box, within, other) = (Case(1, 1), Unit(1, 5), Unit(1, 0));
        (await ledger.SubmitAsync(new RecallLot(1, Seq(ledger, 1), Gtin, "LOT", 1, [], "bad", Far, default))).ShouldBeNull();
        var hold = ledger.View.LotWord(LotOf(ledger, 1)).Hold;
        (await ledger.SubmitAsync(new UnpackTokens([Now(ledger, box)], Now(ledger, TokenId.RootOf(new RunId(1))), Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new ClearTokens(1, hold.Value, 1, [Now(ledger, box)], Far, default))).ShouldBeNull();
        var resolver = new TokenResolver(ledger.View);
        resolver.TryResolve(within, out var free).ShouldBeTrue();
        free!.Holds.ShouldBeEmpty();
        resolver.TryResolve(other, out var bound).ShouldBeTrue();
        bound!.Holds.ShouldHaveSingleItem().Hold.ShouldBe(hold);
        ledger.View.TryHold(hold, out var record).ShouldBeTrue();
        (record!.Cleared, record.Word.Seq).ShouldBe((1u, 2u));
        ledger.Store.Rows(EntityKind.ClearedToken, ProjectionKeys.Hold(hold).Span.ToArray()).Count().ShouldBe(1);
        Topics(ledger, SubjectKind.Token, box.Value).ShouldBe(["Unpacked", "TokenCleared"]);
    }

    [Fact]
    public async Task Lien_WithThreeClaims_KeepsTermsByRankThroughReleaseDefaultAndForeclosure()
    {
        await using var ledger = await WorldAsync();
        for (var i = 1; i <= 3; i++) await ledger.AdmitAsync($"bank {i}", PartnerRoles.Financier);
        var (root, other) = (TokenId.RootOf(new RunId(1)), TokenId.RootOf(new RunId(2)));
        (await ledger.SubmitAsync(new PledgeTokens([Now(ledger, root), Now(ledger, other)], 1, 4, 1, ledger.NowSeconds + 900, 60, Terms(1), Far, default))).ShouldBeNull();
        var lien = ledger.View.Token(root).Lien;
        (await ledger.SubmitAsync(new AddClaim(lien.Value, 1, 1, 5, 3_900_000_000, 70, Terms(2), Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new AddClaim(lien.Value, 2, 1, 6, ledger.NowSeconds + 100, 80, Terms(3), Far, default))).ShouldBeNull();
        Claims().ShouldBe([(1, 4, 60, Terms(1)), (2, 5, 70, Terms(2)), (3, 6, 80, Terms(3))]);
        ledger.Store.Rows(EntityKind.LienByPartner, ProjectionKeys.Partner(new PartnerId(6)).Span.ToArray()).Count().ShouldBe(1);

        // The first claim ends: the others move up with their terms.
        (await ledger.SubmitAsync(new ReleaseLien(lien.Value, 3, 1, Far, default))).ShouldBeNull();
        Claims().ShouldBe([(1, 5, 70, Terms(2)), (2, 6, 80, Terms(3))]);
        await ledger.PassAsync(200);
        (await ledger.SubmitAsync(new DeclareDefault(lien.Value, 4, 2, Far, default))).ShouldBeNull();
        Lien().Defaulted.ShouldNotBe(default);
        Lien().Word.PolicyInForce.ShouldBe(LienPolicy.None);
        (await ledger.SubmitAsync(new CureLien(lien.Value, 5, (uint)ledger.NowSeconds + 100, Far, default))).ShouldBeNull();
        Lien().Defaulted.ShouldBe(default);
        await ledger.PassAsync(200);
        (await ledger.SubmitAsync(new DeclareDefault(lien.Value, 6, 2, Far, default))).ShouldBeNull();
        await ledger.PassAsync(100);
        (await ledger.SubmitAsync(new ForecloseTokens(lien.Value, 7, [root.Value], Far, default))).ShouldBeNull();
        (Lien().Word.State, Lien().Foreclosed).ShouldBe((LienState.Foreclosed, 1u));
        (ledger.View.Token(root).Owner.Value, ledger.View.Token(root).Custodian.Value, ledger.View.Token(root).Lien).ShouldBe((6u, 1u, default));
        ledger.View.LienSum(lien).Entries.ShouldHaveSingleItem().Units.ShouldBe(10ul);
        Sum(ledger, 1, TokenStatus.Active).ShouldBe(new UnitSum(10, 30, 10));
        Sum(ledger, 6, TokenStatus.Active).ShouldBe(new UnitSum(20, 0, 0));
        Topics(ledger, SubjectKind.Token, root.Value)[^2..].ShouldBe(["Pledged", "Foreclosed"]);
        Topics(ledger, SubjectKind.Lien, lien.Value).ShouldBe(
            ["LienCreated", "ClaimAdded", "ClaimAdded", "ClaimReleased", "LienDefaulted", "LienCured", "LienDefaulted", "Foreclosed"]);

        (await ledger.SubmitAsync(new ReleaseTokens(lien.Value, 8, [Now(ledger, other)], Far, default))).ShouldBeNull();
        ledger.View.LienSum(lien).Entries.ShouldBeEmpty();

        LienRecord Lien() => ledger.View.TryLien(lien, out var record) ? record : throw new InvalidOperationException("no lien");
        List<(int Rank, int Financier, int Notice, Bytes32 Terms)> Claims() =>
            [.. Lien().Claims.Select(c => ((int)c.Rank, (int)c.Financier.Value, (int)c.NoticeSeconds, c.Terms))];
        static Bytes32 Terms(byte value) => new([.. Enumerable.Repeat(value, 32)]);
    }

    /// <summary>A maker, a wholesaler and a carrier, and two runs of one lot: 20 units in cases of five, and ten.</summary>
    private static async Task<TestLedger> WorldAsync()
    {
        var ledger = await TestLedger.StartAsync();
        await ledger.AdmitAsync("maker", PartnerRoles.Issuer | PartnerRoles.Holder);
        await ledger.AdmitAsync("wholesaler", PartnerRoles.Holder);
        await ledger.AdmitAsync("carrier", PartnerRoles.Carrier);
        (await ledger.SubmitAsync(new RegisterProduct(Gtin, 0, 1, "Product", Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new RegisterProduct(MadeGtin, 0, 1, "Made of it", Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new CommissionRun(Gtin, "LOT", 0, 4_000_000_000, BigInteger.Zero, 20, 5, 0, 0, 0, 1, "a"u8.ToArray(), Far, default))).ShouldBeNull();
        (await ledger.SubmitAsync(new CommissionRun(Gtin, "LOT", 1, 4_000_000_000, BigInteger.Zero, 10, 5, 0, 0, 0, 1, "b"u8.ToArray(), Far, default))).ShouldBeNull();
        return ledger;
    }

    private static TokenId Unit(uint run, uint index) => TokenId.UnitOf(new RunId(run), index);

    private static TokenId Case(uint run, uint index) => TokenId.Of(new RunId(run), TokenLevel.Case, index);

    private static TokenSeq Now(TestLedger ledger, TokenId token) => new(token.Value, ledger.View.Token(token).Seq);

    private static LotId LotOf(TestLedger ledger, uint run) => ledger.View.RunWord(new RunId(run)).Lot;

    private static uint Seq(TestLedger ledger, uint partner) => ledger.View.TryPartner(new PartnerId(partner), out var record) ? record.Word.Seq : 0;

    private static UnitSum Sum(TestLedger ledger, uint partner, TokenStatus status) =>
        ledger.View.HoldingSum(new PartnerId(partner), new ProductId(1), LotOf(ledger, 1), status);

    private static List<(HoldId Hold, HoldRecord Record)> Disputes(TestLedger ledger, ShipmentId shipment) =>
    [
        .. ledger.Store.Rows(EntityKind.ShipmentDispute, ProjectionKeys.Shipment(shipment).Span.ToArray())
            .Select(r => new HoldId(BinaryPrimitives.ReadUInt32BigEndian(r.Key.AsSpan(4))))
            .Select(h => (h, ledger.View.TryHold(h, out var record) ? record : throw new InvalidOperationException($"hold {h}"))),
    ];

    /// <summary>The names of the events in a subject's history.</summary>
    private static List<string> Topics(TestLedger ledger, SubjectKind kind, ulong id)
    {
        var names = Enum.GetValues<Contracts.Deployment.LedgerContract>()
            .SelectMany(c => Contracts.Deployment.ContractArtifact.Of(c).Abi.Events)
            .DistinctBy(e => e.Topic0)
            .ToDictionary(e => BinaryPrimitives.ReadUInt32BigEndian(e.Topic0.Span), e => e.Name);
        return [.. ledger.Sink.Histories.Where(h => h.Kind == kind && h.Id == id).Select(h => names[h.EventTopic])];
    }
}
