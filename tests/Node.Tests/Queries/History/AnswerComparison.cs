using System.Numerics;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Holdings;
using Ledger.Node.Queries.Holds;
using Ledger.Node.Queries.Liens;
using Ledger.Node.Queries.Partners;
using Ledger.Node.Queries.Recalls;
using Ledger.Node.Queries.Shipments;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Tests.Testing;
using Ledger.Tests.Shared.Acts;
using ContractState = Ledger.Contracts.Generated.TokenState;
using HoldKind = Ledger.Contracts.Words.HoldKind;

namespace Ledger.Node.Tests.Queries.History;

/// <summary>Holds the answers of the newest height against what the contracts' views say at the same block.</summary>
internal sealed class AnswerComparison(LedgerWorld world, IActLedger ledger, RandomActs acts)
{
    private const int StatesPerCall = 64;
    private readonly Dictionary<TokenId, ContractState> _states = [];

    public async Task CompareAsync()
    {
        using var view = world.Views.Open()!;
        foreach (var part in Questions.Tokens(view, acts.Containers).Chunk(StatesPerCall))
        {
            var answer = await ledger.CallAsync(LedgerContract.Lens, LensFunctions.StatesOf.Encode([.. part.Select(token => token.Value)]));
            foreach (var state in LensFunctions.StatesOf.DecodeOutput(answer)) _states[new(state.Token)] = state;
        }

        foreach (var (token, state) in _states.Where(entry => entry.Value.Exists)) CompareToken(view, token, state);
        foreach (var partner in acts.Partners) await ComparePartnerAsync(view, partner);
        foreach (var (key, _) in Questions.Rows(view, EntityKind.Lien)) await CompareLienAsync(view, Id(key));
        foreach (var (key, _) in Questions.Rows(view, EntityKind.Shipment)) await CompareShipmentAsync(view, Id(key));
        foreach (var (key, value) in Questions.Rows(view, EntityKind.Hold)) await CompareHoldAsync(view, Id(key), HoldRecord.Read(value));
    }

    private static void CompareToken(IndexView view, TokenId token, ContractState state)
    {
        var told = TokenQuery.Now(view, new() { Item = $"{token.Value}" }).Token;
        var root = state.Root == 0 || state.Root == token.Value ? state.Status : (byte)view.Rows.Token(new(state.Root)).Status;
        ((int)told.Status).ShouldBe((state.Status == (byte)TokenStatus.Active ? root : state.Status) + 1, $"status of {token}");
        ((told.Owner?.Id ?? 0), (told.Custodian?.Id ?? 0), told.Root, told.Lien).ShouldBe((state.Owner, state.Custodian, state.Root, state.Lien), $"{token}");
        told.Path.Select(entry => entry.Token).ShouldBe(state.Path, $"path of {token}");
        told.Restrictions.Select(restriction => restriction.Id).Order().ShouldBe(state.Holds.Order(), $"restrictions of {token}");
        new BigInteger(told.Slot.Span, isUnsigned: true, isBigEndian: true).ShouldBe(state.Slot, $"slot of {token}");
        var encumbrance = EncumbranceQuery.Encumbrance(view, new() { Item = $"{token.Value}" });
        (encumbrance.Pledged, encumbrance.Lien?.Id ?? 0, encumbrance.LienToken).ShouldBe((state.Lien != 0, state.Lien, state.Lien == 0 ? 0 : state.Root), $"encumbrance of {token}");
    }

    private async Task ComparePartnerAsync(IndexView view, PartnerId partner)
    {
        var word = new PartnerWord(await WordAsync(TokensFunctions.PartnerSlotOf.Encode(partner.Value)));
        var told = PartnerQuery.One(view, new() { Partner = $"{partner}" }).Partner;
        (told.Seq, Convert.ToHexString(told.Account.Span)).ShouldBe((word.Seq, Convert.ToHexString(word.Account.Span)));
        var held = _states.Where(entry => entry.Value.Exists && entry.Value.Root == entry.Key.Value && (entry.Value.Owner == partner.Value || entry.Value.Custodian == partner.Value));
        HeldTokensQuery.Held(view, new() { Partner = $"{partner}" }, new(1_000, null, "held")).Tokens.Select(token => token.Token).ShouldBe(held.Select(entry => entry.Key.Value), ignoreOrder: true);
        var units = _states.Where(entry => entry.Key.Level == TokenLevel.Unit && entry.Value.Owner == partner.Value).ToList();
        var rows = HoldingsQuery.Holdings(view, new() { Partner = $"{partner}", Page = new() { Size = 1_000 } }).Rows.Where(row => row.Status < Api.V1.TokenStatus.Dispensed || row.Status > Api.V1.TokenStatus.Consumed).ToList();
        ((ulong)units.Count, (ulong)units.Count(unit => unit.Value.Lien != 0)).ShouldBe(
            (rows.Aggregate(0ul, (sum, row) => sum + row.OwnedUnits), rows.Aggregate(0ul, (sum, row) => sum + row.PledgedUnits)), $"holdings of {partner}");
    }

    private async Task CompareLienAsync(IndexView view, uint id)
    {
        var word = new LienWord(await WordAsync(TokensFunctions.LienSlotOf.Encode(id)));
        var told = LiensQuery.Liens(view, new(), new(1_000, null, "liens")).Liens.Single(lien => lien.Id == id);
        ((int)told.State, told.Debtor.Id, told.Seq, told.Maturity, (uint)told.DefaultedRank).ShouldBe(
            ((int)word.State, word.Debtor.Value, word.Seq, word.MaturitySeconds, (uint)word.DefaultedRank), $"lien {id}");
        if (!word.IsAlive) return;
        told.Claims.Count.ShouldBe(word.Ranks, $"claims of lien {id}");
        foreach (var claim in told.Claims.Skip(1))
        {
            var junior = new ClaimWord(await WordAsync(TokensFunctions.ClaimOf.Encode(id, (byte)claim.Rank)));
            (claim.Financier.Id, claim.Maturity).ShouldBe((junior.Financier.Value, junior.MaturitySeconds), $"claim {claim.Rank} of lien {id}");
        }

        told.Tokens.ShouldBe((uint)_states.Count(entry => entry.Value.Exists && entry.Value.Root == entry.Key.Value && entry.Value.Lien == id), $"tokens of lien {id}");
    }

    private async Task CompareShipmentAsync(IndexView view, uint id)
    {
        var word = new ShipmentWord(await WordAsync(TokensFunctions.ShipmentSlotOf.Encode(id)));
        var told = ShipmentQuery.One(view, new() { Shipment = id }).Shipment;
        ((int)told.State, told.Seq, told.OpenDisputes, told.Until, told.Receiver.Id).ShouldBe(
            ((int)word.State, word.Seq, (uint)word.Disputes, word.UntilSeconds, word.NewCustodian.Value), $"shipment {id}");
        told.Disputes.Count(dispute => dispute.Outcome == Api.V1.Dispute.Types.Outcome.Open).ShouldBe((int)word.Disputes, $"disputes of shipment {id}");
    }

    private async Task CompareHoldAsync(IndexView view, uint id, HoldRecord record)
    {
        if (record.Word.Kind == HoldKind.Joint) return;
        var word = new HoldWord(await WordAsync(TokensFunctions.HoldSlotOf.Encode(id)));
        var told = HoldQuery.One(view, new() { Hold = id }).Hold;
        (told.Lifted, told.Seq, told.PlacedBy.Id).ShouldBe((!word.IsActive, word.Seq, word.PlacedBy.Value), $"hold {id}");
        if (word is not { Kind: HoldKind.Recall, IsActive: true, Scope: HoldScope.Lot or HoldScope.Product }) return;

        // Whom the contract says that the recall binds is who is told, also what was made of recalled lots; who is not bound is cleared.
        var scope = RecallScopeQuery.Scope(view, new() { Recall = id, Page = new() { Size = 1_000 } });
        var bound = _states.Where(entry => entry.Key.Level == TokenLevel.Unit && entry.Value.Owner != 0 && entry.Value.Holds.Contains(id)).Select(entry => entry.Value).ToList();
        scope.Holders.Select(holder => (holder.Partner.Id, holder.CustodyUnits, holder.OwnedUnits)).ShouldBe(
            bound.SelectMany(unit => new[] { unit.Custodian, unit.Owner }).Distinct().Order()
                .Select(partner => (partner, (ulong)bound.Count(unit => unit.Custodian == partner), (ulong)bound.Count(unit => unit.Owner == partner))),
            $"who has units of recall {id}");
        var covered = _states.Keys.Where(token => token.Level == TokenLevel.Unit && IsCovered(view, token.Run, record)).ToList();
        (scope.AffectedUnits + scope.ClearedUnits).ShouldBe((ulong)covered.Count, $"units of recall {id}");
        var live = covered.Where(unit => _states[unit].Owner != 0).ToList();
        scope.ClearedUnits.ShouldBeGreaterThanOrEqualTo((ulong)(live.Count - bound.Count), $"units taken out of recall {id}");
    }

    private static bool IsCovered(IndexView view, RunId run, HoldRecord record)
    {
        LotId[] lots = [view.Rows.RunWord(run).Lot, .. view.Rows.SourcesOf(run)];
        return record.Word.Scope == HoldScope.Lot ? lots.Contains(new((uint)record.Target)) : lots.Any(lot => view.Rows.LotWord(lot).Product.Value == record.Target);
    }

    private async Task<StorageWord> WordAsync(byte[] call)
    {
        var word = TokensFunctions.SlotOf.DecodeOutput(await ledger.CallAsync(LedgerContract.Tokens, call));
        var bytes = new byte[StorageWord.SizeBytes];
        var written = word.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(bytes, bytes.Length - written.Length);
        return StorageWord.Read(bytes);
    }

    private static uint Id(byte[] key) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(key);
}
