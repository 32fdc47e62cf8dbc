using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Hashing;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Tests.Testing;
using TokenState = Ledger.Api.V1.TokenState;

namespace Ledger.Node.Tests.Queries;

/// <summary>A lot's recall that is lifted in part, a receipt that is corrected, and answers about blocks before all that.</summary>
public sealed class PartialLiftStoryTests : IAsyncLifetime
{
    private const ulong FarDeadline = 4_000_000_000;
    private static readonly ulong Gtin = LedgerWorld.GtinOf("0950600013435");

    private LedgerWorld _world = null!;
    private PartnerId _maker;
    private PartnerId _pharmacy;
    private PartnerId _regulator;
    private RunId _run;

    public async Task InitializeAsync()
    {
        _world = await LedgerWorld.StartAsync();
        _maker = await _world.AdmitAsync("Maker", PartnerRoles.Issuer | PartnerRoles.Holder);
        _pharmacy = await _world.AdmitAsync("Pharmacy", PartnerRoles.Holder);
        _regulator = await _world.AdmitAsync("Regulator", PartnerRoles.Regulator);
        await _world.ApplyAsync(new RegisterProduct(Gtin, 0, _maker.Value, "Tablets", FarDeadline, default));
        (_run, _) = await _world.CommissionAsync(Gtin, "L-1", [.. Enumerable.Range(0, 16).Select(i => $"A{i:D3}")], 4, 0);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task RecallScope_OfALotThatWasLiftedInPart_CountsTheClearedApart()
    {
        await UnpackAsync(Case(0), Case(1), Case(2));
        await SellAsync(Case(0), Case(2));
        await _world.ApplyAsync(new DispenseTokens([_world.Now(Unit(8))], FarDeadline, default));
        await RecallAsync();
        var recall = (await ScopeAsync()).Recalls.ShouldHaveSingleItem();
        Told(await ScopeAsync()).ShouldBe((16ul, 0ul, 8ul, 0ul, 1ul));
        (await ScopeAsync()).RecoveredPercent.ShouldBe(50);
        var (before, restricted) = (_world.Index.Cursor!.Number, await ScopeAsync());

        await ClearAsync(recall.Id, Case(0), Case(2));
        var cleared = await ScopeAsync();
        Told(cleared).ShouldBe((9ul, 7ul, 8ul, 0ul, 1ul), "four of the one case, three of the other; the fourth was dispensed under the recall");
        cleared.Holders.Select(holder => (holder.Partner.Name, holder.CustodyUnits, holder.OwnedUnits)).ShouldBe([("Maker", 8ul, 8ul)]);
        cleared.RecoveredPercent.ShouldBe(100.0 * 8 / 9);
        (await _world.Queries.RecallScope(new RecallScopeRequest { Recall = recall.Id }, null!)).Holders.ShouldBe(cleared.Holders);
        (await _world.Queries.Hold(new HoldRequest { Hold = recall.Id }, null!)).Hold.ClearedCount.ShouldBe(2ul);

        // What is free may be used up, and is nobody's loss; what is not may be destroyed, and is recovered.
        await _world.ApplyAsync(new DispenseTokens([_world.Now(Unit(0))], FarDeadline, default));
        await _world.ApplyAsync(new UnpackTokens([_world.Now(Unit(1))], _world.Now(Case(0)), FarDeadline, default));
        await _world.ApplyAsync(new DispenseTokens([_world.Now(Unit(1))], FarDeadline, default));
        await _world.ApplyAsync(new DestroyTokens([_world.Now(Case(1))], FarDeadline, default));
        Told(await ScopeAsync()).ShouldBe((9ul, 7ul, 8ul, 4ul, 1ul));
        (await TokenAsync(Unit(2))).Restrictions.ShouldBeEmpty();
        (await _world.Queries.At(new AtRequest { Item = $"{Unit(2).Value}", Block = before }, null!)).Token.Restrictions.ShouldHaveSingleItem().Id.ShouldBe(recall.Id);

        await RecallAsync();
        Told(await ScopeAsync()).ShouldBe((16ul, 0ul, 8ul, 4ul, 3ul), "a second recall affects what was free of the first");
        Told(await _world.Queries.RecallScope(new RecallScopeRequest { Recall = recall.Id }, null!)).ShouldBe((9ul, 7ul, 8ul, 4ul, 1ul), "of the first alone it is as before");
        (await ScopeOfAsync(before)).ShouldBe(restricted, "pages go on with the height of the first");
    }

    [Fact]
    public async Task RecallScope_OfATokenThatWasDestroyedFull_CountsItsContents()
    {
        await UnpackAsync(Case(0));
        await _world.ApplyAsync(new RecallToken(_maker.Value, SeqOf(_maker), Case(0).Value, 1, [], "crushed", FarDeadline, default));
        await _world.ApplyAsync(new DestroyTokens([_world.Now(Case(0))], FarDeadline, default));
        var recall = (await _world.Queries.Holds(new HoldsRequest(), null!)).Holds.ShouldHaveSingleItem().Id;
        var scope = await _world.Queries.RecallScope(new RecallScopeRequest { Recall = recall }, null!);
        Told(scope).ShouldBe((4ul, 0ul, 4ul, 4ul, 0ul));
        scope.RecoveredPercent.ShouldBe(100);
    }

    [Fact]
    public async Task At_BeforeWhatIsInsideChanged_TellsUnitsAndLotsOfThen()
    {
        var (other, _) = await _world.CommissionAsync(Gtin, "L-2", ["B000", "B001"], 0, 0);
        await UnpackAsync(Case(0), Case(1));
        var box = TokenId.Of(new RunId(_maker.Value), TokenLevel.Container3, 1);
        await _world.ApplyAsync(new PackTokens([_world.Now(Case(0))], _world.Now(box), FarDeadline, default));
        await RecallAsync("L-2");
        var before = _world.Index.Cursor!.Number;
        var answers = await Task.WhenAll(new[] { box, Case(0), TokenId.RootOf(_run), TokenId.RootOf(other) }.Select(TokenAsync));
        answers.Select(token => token.Units).ShouldBe([4u, 4u, 8u, 2u]);

        await LiftAsync();
        await _world.ApplyAsync(new UnpackTokens([_world.Now(TokenId.UnitOf(other, 0))], _world.Now(TokenId.RootOf(other)), FarDeadline, default));
        await _world.ApplyAsync(new PackTokens([_world.Now(TokenId.UnitOf(other, 0))], _world.Now(box), FarDeadline, default));
        await _world.ApplyAsync(new DispenseTokens([_world.Now(Unit(0))], FarDeadline, default));
        await RecallAsync("L-2");
        (await TokenAsync(box)).Restrictions.ShouldHaveSingleItem("the recalled lot is inside now");
        foreach (var told in answers)
            (await _world.Queries.At(new AtRequest { Item = $"{told.Token}", Block = before }, null!)).Token.ShouldBe(told);
    }

    [Fact]
    public async Task At_SsccThatALaterRunTookToo_NamesTheSameCaseAsBefore()
    {
        var (earlier, _) = await _world.CommissionAsync(Gtin, "L-3", [.. Enumerable.Range(0, 8).Select(i => $"C{i:D3}")], 2, 0, SsccOf(1));
        var before = _world.Index.Cursor!.Number;
        var item = $"{SsccOf(3):D18}";
        (await TokenAsync(item)).Token.ShouldBe(TokenId.Of(earlier, TokenLevel.Case, 2).Value);
        await _world.CommissionAsync(Gtin, "L-3", [.. Enumerable.Range(0, 8).Select(i => $"D{i:D3}")], 2, 0, SsccOf(2));
        (await _world.Queries.At(new AtRequest { Item = item, Block = before }, null!)).Token.Token.ShouldBe(TokenId.Of(earlier, TokenLevel.Case, 2).Value);
        (await TokenAsync(item)).Token.ShouldBe(TokenId.Of(earlier, TokenLevel.Case, 2).Value);
        static ulong SsccOf(int number) => LedgerWorld.GtinOf($"0950600013400000{number}");
    }

    [Fact]
    public async Task Shipment_WhoseReceiptWasCorrected_TellsTheDisputeUntilItIsResolved()
    {
        await UnpackAsync(Case(0));
        await _world.ApplyAsync(new ShipTokens(
            [_world.Now(Case(0))], _maker.Value, _maker.Value, _pharmacy.Value, _pharmacy.Value, 0, (ulong)_world.Time.GetUtcNow().ToUnixTimeSeconds() + 86_400, 86_400, FarDeadline, default));
        var open = (await ShipmentsAsync()).ShouldHaveSingleItem();
        await _world.ApplyAsync(new ReceiveShipment(open.Id, open.Seq, [Case(0).Value], 1, [], [], FarDeadline, default));
        (await ShipmentsAsync(disputed: true)).ShouldBeEmpty();
        await _world.ApplyAsync(new CorrectReceipt(open.Id, 2, [new ShipmentException(Unit(3).Value, 0, 2, 11)], FarDeadline, default));

        var corrected = (await ShipmentsAsync(disputed: true)).ShouldHaveSingleItem();
        var dispute = corrected.Disputes.ShouldHaveSingleItem();
        (dispute.Correction, dispute.Kind, dispute.ReasonText, dispute.Outcome, dispute.Token).ShouldBe(
            (true, Dispute.Types.Kind.Missing, "concealed shortage", Dispute.Types.Outcome.Open, Unit(3).Value));
        (corrected.Accepted, corrected.OpenDisputes, corrected.State).ShouldBe((1u, 1u, Shipment.Types.State.Received));
        var disputed = await TokenAsync(Unit(3));
        (disputed.Owner.Name, disputed.Parent, disputed.Restrictions.ShouldHaveSingleItem().Kind).ShouldBe(("Pharmacy", 0ul, Restriction.Types.Kind.Dispute));

        await _world.ApplyAsync(new ResolveDispute(open.Id, corrected.Seq, [new Resolution(Unit(3).Value, disputed.Seq, dispute.Hold, 1)], FarDeadline, default));
        (await ShipmentsAsync()).ShouldHaveSingleItem().Disputes.ShouldHaveSingleItem().Outcome.ShouldBe(Dispute.Types.Outcome.Returned);
        (await TokenAsync(Unit(3))).Owner.Name.ShouldBe("Maker");
        var words = (await _world.Queries.Trace(new TraceRequest { Item = $"{Unit(3).Value}" }, null!)).Events.Select(told => told.Summary).ToList();
        words.ShouldContain("found after the receipt: missing: concealed shortage", StringComparer.Ordinal);
        words[^1].ShouldBe("dispute resolved: back to Maker");
    }

    [Fact]
    public async Task Anchor_OfARootThatManyAnchored_IsToldInPagesFromTheFirst()
    {
        var root = Keccak256.Hash([1]);
        PartnerId[] turns = [_pharmacy, _maker, _pharmacy, _regulator, _maker];
        foreach (var partner in turns)
        {
            await _world.ApplyAsync(new AnchorBatch(partner.Value, SeqOf(partner), Keccak256.Hash([2, (byte)SeqOf(partner)]), 1, FarDeadline, default));
            await _world.ApplyAsync(new AnchorBatch(partner.Value, SeqOf(partner), root, 5, FarDeadline, default));
        }

        var (told, request) = (new List<uint>(), new AnchorRequest { MerkleRoot = ByteString.CopyFrom(root.Span), Page = new Page { Size = 2 } });
        var first = await _world.Queries.Anchor(request, null!);
        await _world.ApplyAsync(new AnchorBatch(_maker.Value, SeqOf(_maker), root, 5, FarDeadline, default));
        for (var page = first; ; page = await _world.Queries.Anchor(new(request) { Page = new Page { Size = 2, Token = page.NextPageToken } }, null!))
        {
            page.Height.ShouldBe(first.Height);
            told.AddRange(page.Anchors.Select(anchor => anchor.Partner.Id));
            if (page.NextPageToken.Length == 0) break;
        }

        told.ShouldBe(turns.Select(partner => partner.Value), "the last one came after the first page");
        (await _world.Queries.Anchor(new AnchorRequest { MerkleRoot = ByteString.CopyFrom(root.Span) }, null!)).Anchors.Count.ShouldBe(turns.Length + 1);
    }

    private static (ulong Affected, ulong Cleared, ulong Recovered, ulong Destroyed, ulong Dispensed) Told(RecallScopeResponse scope) =>
        (scope.AffectedUnits, scope.ClearedUnits, scope.RecoveredUnits, scope.DestroyedUnits, scope.DispensedUnits);

    private TokenId Case(uint index) => TokenId.Of(_run, TokenLevel.Case, index);

    private TokenId Unit(uint index) => TokenId.UnitOf(_run, index);

    private Task<TokenState> TokenAsync(TokenId token) => TokenAsync($"{token.Value}");

    private async Task<TokenState> TokenAsync(string item) => (await _world.Queries.Token(new TokenRequest { Item = item }, null!)).Token;

    private Task<RecallScopeResponse> ScopeAsync() => _world.Queries.RecallScope(new RecallScopeRequest { Gtin = $"{Gtin:D14}", Lot = "L-1" }, null!);

    private Task<RecallScopeResponse> ScopeOfAsync(ulong height)
    {
        var request = new RecallScopeRequest { Gtin = $"{Gtin:D14}", Lot = "L-1" };
        request.Page = new Page { Token = new PageToken(height, new byte[sizeof(uint)]).Encode($"recall 0 {request.Gtin} {request.Lot}") };
        return _world.Queries.RecallScope(request, null!);
    }

    private async Task<IReadOnlyList<Shipment>> ShipmentsAsync(bool disputed = false) =>
        (await _world.Queries.Shipments(new ShipmentsRequest { Partner = "Pharmacy", Disputed = disputed }, null!)).Shipments;

    private Task<ulong> UnpackAsync(params TokenId[] tokens) =>
        _world.ApplyAsync(new UnpackTokens([.. tokens.Select(_world.Now)], _world.Now(TokenId.RootOf(_run)), FarDeadline, default));

    private Task<ulong> SellAsync(params TokenId[] tokens) => _world.ApplyAsync(new TransferTokens(
        [.. tokens.Select(_world.Now)], _maker.Value, _maker.Value, _pharmacy.Value, _pharmacy.Value, FarDeadline, default));

    private Task<ulong> RecallAsync(string lot = "L-1") => _world.ApplyAsync(
        new RecallLot(_regulator.Value, SeqOf(_regulator), Gtin, lot, 2, [_maker.Value], "broken seal", FarDeadline, default));

    private async Task LiftAsync()
    {
        var recall = (await _world.Queries.Holds(new HoldsRequest(), null!)).Holds.ShouldHaveSingleItem();
        await _world.ApplyAsync(new LiftRecall(_regulator.Value, recall.Id, recall.Seq, FarDeadline, default));
    }

    private async Task ClearAsync(uint recall, params TokenId[] tokens)
    {
        var seq = (await _world.Queries.Hold(new HoldRequest { Hold = recall }, null!)).Hold.Seq;
        await _world.ApplyAsync(new ClearTokens(_regulator.Value, recall, seq, [.. tokens.Select(_world.Now)], FarDeadline, default));
    }

    private uint SeqOf(PartnerId partner)
    {
        using var view = _world.Views.Open()!;
        return view.Rows.TryPartner(partner, out var record) ? record.Word.Seq : 0;
    }
}
