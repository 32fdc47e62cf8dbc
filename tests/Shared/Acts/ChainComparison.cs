using System.Buffers.Binary;
using System.Numerics;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;

namespace Ledger.Tests.Shared.Acts;

/// <summary>Holds every row of a projection against what the contracts say, and every sum against a loop over units.</summary>
internal sealed class ChainComparison(IActLedger ledger, RandomActs acts)
{
    private const int StatesPerCall = 64;
    private readonly LedgerView _view = ledger.View;

    public async Task CompareAsync()
    {
        var tokens = AllTokens();
        var states = new Dictionary<TokenId, TokenState>();
        foreach (var part in tokens.Chunk(StatesPerCall))
        {
            var answer = await ledger.CallAsync(LedgerContract.Lens, LensFunctions.StatesOf.Encode([.. part.Select(t => t.Value)]));
            foreach (var state in LensFunctions.StatesOf.DecodeOutput(answer)) states[new TokenId(state.Token)] = state;
        }

        foreach (var token in tokens) CompareState(token, states[token]);
        CompareTransit(tokens, states);
        CompareSums(tokens, states);
        CompareLots(tokens, states);
        CompareInside(tokens, states);
        await CompareWordsAsync();
        await CompareBalancesAsync();
    }

    private List<TokenId> AllTokens()
    {
        var tokens = new List<TokenId>(acts.Containers);
        foreach (var run in acts.Runs)
        {
            var word = _view.RunWord(run);
            foreach (var level in new[] { TokenLevel.Unit, TokenLevel.Case, TokenLevel.Pallet })
            {
                for (uint i = 0; i < RunLayout.Population(word, level); i++) tokens.Add(TokenId.Of(run, level, i));
            }

            tokens.Add(TokenId.RootOf(run));
        }

        return tokens;
    }

    private void CompareState(TokenId token, TokenState state)
    {
        Big(_view.Token(token).Word).ShouldBe(state.Slot, $"word of {token}");
        var exists = new TokenResolver(_view).TryResolve(token, out var resolved);
        exists.ShouldBe(state.Exists, $"existence of {token}");
        if (resolved is null) return;
        ((byte)resolved.Status).ShouldBe(state.Status, $"status of {token}");
        resolved.Owner.Value.ShouldBe(state.Owner, $"owner of {token}");
        resolved.Custodian.Value.ShouldBe(state.Custodian, $"custodian of {token}");
        resolved.Root.Value.ShouldBe(state.Root, $"root of {token}");
        resolved.Path.Select(p => p.Value).ShouldBe(state.Path, $"path of {token}");
        resolved.Lien.Value.ShouldBe(state.Lien, $"lien of {token}");
        resolved.Holds.Select(h => h.Hold.Value).Order().ShouldBe(state.Holds.Order(), $"holds of {token}");
    }

    /// <summary>What is in transit is in one shipment's list, and in nobody's but its owner's and custodian's holdings.</summary>
    private void CompareTransit(List<TokenId> tokens, Dictionary<TokenId, TokenState> states)
    {
        var moving = tokens.Where(t => states[t].Root == t.Value && states[t].Status == (byte)TokenStatus.InTransit).ToList();
        ledger.Rows(EntityKind.InTransit).Select(r => new TokenId(BinaryPrimitives.ReadUInt64BigEndian(r.Key))).ShouldBe(moving, ignoreOrder: true);
        foreach (var token in moving)
        {
            var shipment = _view.InTransitWith(token);
            _view.ShipmentWord(shipment).IsInTransit.ShouldBeTrue($"shipment {shipment}");
            _view.Manifest(shipment).ShouldContain(token);
        }

        var held = tokens.Where(t => states[t].Root == t.Value).Select(t => (states[t].Custodian, t.Value)).Order();
        var kept = ledger.Rows(EntityKind.Holding).Where(r => r.Key[4] == (byte)HoldingRelation.Custodian).Select(r => (Number(r.Key, 0), BinaryPrimitives.ReadUInt64BigEndian(r.Key.AsSpan(5))));
        kept.Order().ShouldBe(held);
    }

    private void CompareSums(List<TokenId> tokens, Dictionary<TokenId, TokenState> states)
    {
        var naive = new Dictionary<(uint Partner, uint Lot, byte Status), UnitSum>();
        foreach (var unit in tokens.Where(t => t.Level == TokenLevel.Unit && !IsTerminal(states[t])))
        {
            var (state, lot) = (states[unit], _view.RunWord(unit.Run).Lot.Value);
            var status = states.TryGetValue(new TokenId(state.Root), out var root) ? root.Status : (byte)0;
            Add(naive, (state.Owner, lot, status), new UnitSum(1, 0, state.Lien != 0 ? 1ul : 0));
            Add(naive, (state.Custodian, lot, status), new UnitSum(0, 1, 0));
        }

        var sums = ledger.Rows(EntityKind.HoldingSum).ToList();
        var projected = sums.Where(r => r.Key[^8..].All(b => b == 0)).ToDictionary(r => SumOf(r.Key), r => UnitSum.Read(r.Value));
        var alive = projected.Where(p => !IsTerminal(p.Key.Status)).ToDictionary();
        alive.OrderBy(p => p.Key).ShouldBe(naive.OrderBy(p => p.Key));

        // Whoever once held units of a lot is found by the lot, for heights of the past.
        ledger.Rows(EntityKind.LotHolder).Select(r => (Number(r.Key, 4), Number(r.Key, 0), r.Key[8])).Order().ShouldBe(sums.Select(r => SumOf(r.Key)).Distinct().Order());
        CompareEnded(TokenStatus.Dispensed, ProjectionCounters.Dispensed);
        CompareEnded(TokenStatus.Destroyed, ProjectionCounters.Destroyed);
        CompareEnded(TokenStatus.Exported, ProjectionCounters.Exported);
        CompareEnded(TokenStatus.Consumed, ProjectionCounters.Consumed);
        _view.Counter(ProjectionCounters.Units).ShouldBe((ulong)tokens.Count(t => t.Level == TokenLevel.Unit));

        void CompareEnded(TokenStatus status, string counter)
        {
            var ended = (ulong)tokens.Count(t => t.Level == TokenLevel.Unit && states[t].Status == (byte)status);
            projected.Where(p => p.Key.Status == (byte)status).Aggregate(0ul, (s, p) => s + p.Value.Owned).ShouldBe(ended);
            _view.Counter(counter).ShouldBe(ended);
        }
    }

    private void CompareLots(List<TokenId> tokens, Dictionary<TokenId, TokenState> states)
    {
        foreach (var lot in tokens.Where(t => t.Level == TokenLevel.Unit).GroupBy(t => _view.RunWord(t.Run).Lot))
        {
            var byStatus = lot.ToLookup(t => IsTerminal(states[t]) ? (TokenStatus)states[t].Status : (TokenStatus)states[new TokenId(states[t].Root)].Status);
            ulong Count(TokenStatus status) => (ulong)byStatus[status].Count();
            _view.LotUnits(lot.Key).ShouldBe(new LotUnits(
                (ulong)lot.Count(),
                Count(TokenStatus.Dispensed),
                Count(TokenStatus.Destroyed),
                Count(TokenStatus.Exported),
                Count(TokenStatus.Consumed),
                Count(TokenStatus.Lost),
                Count(TokenStatus.Stolen)));
        }
    }

    private void CompareInside(List<TokenId> tokens, Dictionary<TokenId, TokenState> states)
    {
        var naive = new Dictionary<(TokenId Token, LotId Lot), ulong>();
        foreach (var unit in tokens.Where(t => t.Level == TokenLevel.Unit && !IsTerminal(states[t])))
        {
            var lot = _view.RunWord(unit.Run).Lot;
            foreach (var at in states[unit].Path.Select(p => new TokenId(p)).Prepend(unit)) naive[(at, lot)] = naive.GetValueOrDefault((at, lot)) + 1;
        }

        var tree = new TokenTree(_view);
        foreach (var token in tokens)
        {
            var expected = naive.Where(n => n.Key.Token == token).Select(n => new LotUnitCount(n.Key.Lot, n.Value)).OrderBy(l => l.Lot.Value);
            tree.UnitsInside(token).OrderBy(l => l.Lot.Value).ShouldBe(expected, $"units inside {token}");
        }
    }

    private async Task CompareWordsAsync()
    {
        foreach (var run in acts.Runs)
        {
            await CompareAsync(_view.RunWord(run).Word, TokensFunctions.RunSlotOf.Encode(run.Value), $"run {run}");
            for (byte i = 0; i < 8; i++) await CompareAsync(_view.RunRange(run, i), TokensFunctions.RangeOf.Encode(run.Value, i), $"range {i} of run {run}");
            var unit = TokenId.UnitOf(run, 0);
            await CompareAsync(_view.TouchedWord(unit), TokensFunctions.TouchedOf.Encode(unit.Value >> 8), $"touched units of run {run}");
        }

        foreach (var (key, value) in ledger.Rows(EntityKind.Lot)) await CompareAsync(LotRecord.Read(value).Word.Word, TokensFunctions.LotSlotOf.Encode(Number(key, 0)), "lot");
        foreach (var (key, value) in ledger.Rows(EntityKind.Product)) await CompareAsync(ProductRecord.Read(value).Word.Word, TokensFunctions.ProductSlotOf.Encode(Number(key, 0)), "product");
        foreach (var (key, value) in ledger.Rows(EntityKind.Lien)) await CompareAsync(LienRecord.Read(value).Word.Word, TokensFunctions.LienSlotOf.Encode(Number(key, 0)), "lien");
        foreach (var (key, value) in ledger.Rows(EntityKind.Hold)) await CompareAsync(HoldRecord.Read(value).Word.Word, TokensFunctions.HoldSlotOf.Encode(Number(key, 0)), "hold");
        foreach (var (key, value) in ledger.Rows(EntityKind.Partner)) await CompareAsync(PartnerRecord.Read(value).Word.Word, TokensFunctions.PartnerSlotOf.Encode(Number(key, 0)), "partner");
        await CompareGoodsAsync();
        foreach (var container in acts.Containers)
        {
            for (byte i = 0; i < 4; i++) await CompareAsync(_view.Contents(container, i), TokensFunctions.ContentsOf.Encode(container.Value, i), $"contents {i} of {container}");
        }
    }

    private async Task CompareGoodsAsync()
    {
        foreach (var (key, value) in ledger.Rows(EntityKind.Lien))
        {
            var (lien, record) = (Number(key, 0), LienRecord.Read(value));
            for (byte rank = 2; rank <= LienWord.MaximumRanks; rank++)
            {
                var word = record.Word.Juniors >= rank - 1 ? record.Juniors[rank - 2].Word.Word : default;
                await CompareAsync(word, TokensFunctions.ClaimOf.Encode(lien, rank), $"claim {rank} of lien {lien}");
            }
        }

        foreach (var (key, value) in ledger.Rows(EntityKind.Shipment))
        {
            var record = ShipmentRecord.Read(value);
            await CompareAsync(record.Word.Word, TokensFunctions.ShipmentSlotOf.Encode(Number(key, 0)), "shipment");
            await CompareAsync(StorageWord.Read(record.Manifest.Span), TokensFunctions.ManifestOf.Encode(Number(key, 0)), "manifest");
        }

        foreach (var run in acts.Runs)
        {
            for (byte i = 0; i < 2; i++) await CompareAsync(_view.RunSource(run, i), TokensFunctions.SourcesOf.Encode(run.Value, i), $"sources {i} of run {run}");
        }

        foreach (var owner in acts.Partners)
        {
            foreach (var agent in acts.Partners)
            {
                await CompareAsync(new StorageWord(0, 0, 0, _view.MandateUntilSeconds(owner, agent)), TokensFunctions.MandateOf.Encode(owner.Value, agent.Value), $"mandate of {agent} by {owner}");
            }
        }
    }

    private async Task CompareBalancesAsync()
    {
        foreach (var partner in acts.Partners)
        {
            var address = TokensFunctions.AddressOf.DecodeOutput(await ledger.CallAsync(LedgerContract.Tokens, TokensFunctions.AddressOf.Encode(partner.Value)));
            var balance = TokensFunctions.BalanceOf.DecodeOutput(await ledger.CallAsync(LedgerContract.Tokens, TokensFunctions.BalanceOf.Encode(address)));
            ledger.Rows(EntityKind.Holding, ProjectionKeys.HoldingsOf(partner, HoldingRelation.Owner).Span.ToArray()).Count().ShouldBe((int)balance, $"balance of {partner}");
        }
    }

    private async Task CompareAsync(StorageWord word, byte[] call, string what) =>
        Big(word).ShouldBe(TokensFunctions.SlotOf.DecodeOutput(await ledger.CallAsync(LedgerContract.Tokens, call)), what);

    private static (uint Partner, uint Lot, byte Status) SumOf(byte[] key) => (Number(key, 0), Number(key, 8), key[12]);

    private static void Add(Dictionary<(uint, uint, byte), UnitSum> sums, (uint, uint, byte) key, UnitSum more)
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = new UnitSum(sum.Owned + more.Owned, sum.Custody + more.Custody, sum.Pledged + more.Pledged);
    }

    private static bool IsTerminal(TokenState state) => IsTerminal(state.Status);

    private static bool IsTerminal(byte status) => status is >= (byte)TokenStatus.Dispensed and <= (byte)TokenStatus.Consumed;

    private static uint Number(byte[] key, int offset) => BinaryPrimitives.ReadUInt32BigEndian(key.AsSpan(offset));

    private static BigInteger Big(StorageWord word) => new(word.ToBytes32().Span, isUnsigned: true, isBigEndian: true);
}
