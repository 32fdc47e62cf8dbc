using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Contracts.Words;

namespace Ledger.Bench.History;

/// <summary>Some lots of one product from commissioning to the dispensers: their acts, in order, each a transaction.</summary>
internal sealed class Campaign(ChainRegistry registry, SupplyChain chain, HistoryShares shares, Action<GeneratedRun> commissioned, Action<ExpectedUnit> finished)
{
    private const int MaxTokensInMessage = 256;
    private const int SampledUnitsInRun = 4;
    private const uint SmallestRun = 1_000;
    private const uint LargestRun = 10_000;

    private static readonly uint[] CaseSizes = [10, 20, 24, 48, 100];

    private readonly ContractModel _model = new(registry);
    private readonly Random _random = registry.Random;
    private readonly ProductSpec _product = chain.Products[registry.Random.Next(chain.Products.Count)];
    private readonly PartnerId _distributor = chain.Distributors[registry.Random.Next(chain.Distributors.Count)];
    private readonly List<GeneratedRun> _runs = [];
    private readonly HashSet<LotId> _recalled = [];

    /// <summary>Plays the campaign.</summary>
    public IEnumerable<TransactionDraft> Play()
    {
        var lots = new List<LotId>();
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            var code = $"L{_random.NextInt64(1_000_000_000_000):D12}";
            var lot = _model.OpenLot(_product, code, (uint)registry.TimestampSeconds + (3 * 365 * 86_400));
            lots.Add(lot);
            for (var runs = _random.Next(1, 3); runs > 0; runs--) yield return Commission(lot, code);
        }

        foreach (var run in _runs)
        {
            foreach (var act in Distribute(run.Run)) yield return act;
        }

        foreach (var lot in lots)
        {
            foreach (var act in Recall(lot)) yield return act;
        }

        foreach (var act in Sell()) yield return act;
        foreach (var run in _runs) Sample(run);
    }

    private TransactionDraft Commission(LotId lot, string code)
    {
        var perCase = CaseSizes[_random.Next(CaseSizes.Length)];
        var units = Math.Max(SmallestRun, (uint)(LargestRun * Math.Pow(_random.NextDouble(), 1.5)) / perCase * perCase);
        var size = new RunSize(units, perCase, _random.Next(2) == 0 ? 20u : 40u);
        var first = _product.NextUnit;
        _product.NextUnit += units;
        var (run, draft) = _model.Commission(_product, lot, code, size, () => registry.Counted(Serials(_product, first, units)));
        var generated = new GeneratedRun(run, _product, first, units);
        _runs.Add(generated);
        commissioned(generated);
        return draft;
    }

    private static byte[] Serials(ProductSpec product, long first, uint units)
    {
        var serials = new string[units];
        Span<byte> serial = stackalloc byte[product.Shape.Width];
        for (var i = 0; i < units; i++)
        {
            product.Shape.Write(first + i, serial);
            serials[i] = System.Text.Encoding.ASCII.GetString(serial);
        }

        // Any codec may be announced; the one that is known to fit spares trying all of them.
        return SerialList.FromStrings(serials).Encode(product.Shape.Codec);
    }

    // Maker to carrier to distributor: pledged, carried as a whole, split into pallets, sold, split into cases.
    private IEnumerable<TransactionDraft> Distribute(RunId run)
    {
        var root = TokenId.RootOf(run);
        if (Chance(shares.PledgedRuns))
        {
            var (lien, draft) = _model.Pledge([root], Pick(chain.Financiers), LienPolicy.MoveCustody);
            yield return draft;
            yield return _model.Release(lien);
        }

        yield return _model.Transfer([root], _product.Issuer, Pick(chain.Carriers));
        var word = _model.Run(run);
        var size = new RunSize(word.Count, word.UnitsPerCase, word.CasesPerPallet);
        var pallets = Tokens(run, TokenLevel.Pallet, 0, size.Pallets);
        foreach (var some in pallets.Chunk(MaxTokensInMessage)) yield return _model.Unpack(some);
        foreach (var some in pallets.Chunk(4)) yield return _model.Transfer(some, _distributor, _distributor);
        foreach (var pallet in pallets)
        {
            var first = pallet.Index * size.CasesPerPallet;
            yield return _model.Unpack(Tokens(run, TokenLevel.Case, first, Math.Min(size.CasesPerPallet, size.Cases - first)));
        }
    }

    private IEnumerable<TransactionDraft> Recall(LotId lot)
    {
        var isWhole = Chance(shares.RecalledLots);
        if (!isWhole && !Chance(shares.RecalledRanges)) yield break;
        var run = _runs.First(run => _model.Run(run.Run).Lot == lot);
        var (hold, draft) = isWhole
            ? _model.RecallLot(lot, _product.Issuer, _product.Issuer)
            : _model.RecallRange(run.Run, run.Units / 4, run.Units / 2, _product.Issuer, _product.Issuer);
        yield return draft;
        if (Chance(shares.LiftedRecalls))
        {
            yield return isWhole ? _model.Lift(lot, hold, _product.Issuer) : _model.Lift(run.Run, hold, _product.Issuer);
            yield break;
        }

        _recalled.Add(lot);
        foreach (var some in Cases(lot).Chunk(MaxTokensInMessage / 4)) yield return _model.Transfer(some, _distributor, _product.Issuer);
    }

    // Distributor to dispensers, who dispense.
    private IEnumerable<TransactionDraft> Sell()
    {
        var cases = _runs.Select(run => _model.Run(run.Run).Lot).Distinct().Where(lot => !_recalled.Contains(lot)).SelectMany(Cases).ToArray();
        _random.Shuffle(cases);
        var sold = cases.AsMemory(0, cases.Length * (100 - shares.StockedCases) / 100);
        while (!sold.IsEmpty)
        {
            var order = sold[..Math.Min(sold.Length, _random.Next(1, 9))].ToArray();
            sold = sold[order.Length..];
            var dispenser = Pick(chain.Dispensers);
            if (order.Length > 2 && Chance(shares.PackedCases))
            {
                var tote = registry.NextContainer(_distributor);
                yield return _model.Pack(order, tote);
                yield return _model.Transfer([tote], dispenser, dispenser);
                yield return _model.Unpack(order);
            }
            else
            {
                yield return _model.Transfer(order, dispenser, dispenser);
            }

            foreach (var act in Dispense(order)) yield return act;
        }
    }

    private IEnumerable<TransactionDraft> Dispense(TokenId[] cases)
    {
        var batch = new TransactionDraft();
        var items = 0;
        foreach (var box in cases)
        {
            foreach (var act in Dispense(box))
            {
                batch.Append(act);
                if (++items % shares.DispensedInTransaction != 0) continue;
                yield return batch;
                batch = new();
            }
        }

        if (batch.LogCount > 0) yield return batch;
    }

    private IEnumerable<TransactionDraft> Dispense(TokenId box)
    {
        var run = _model.Run(box.Run);
        var first = box.Index * run.UnitsPerCase;
        var last = Math.Min(run.Count, first + run.UnitsPerCase) - 1;
        if (Chance(shares.SinglyDispensedCases))
        {
            for (var unit = first; unit <= last; unit++)
            {
                var token = TokenId.UnitOf(box.Run, unit);
                if (Chance(shares.UnpackedUnits)) yield return _model.Unpack([token]);
                yield return _model.Dispense(token);
            }
        }
        else if (Chance(shares.DispensedCases))
        {
            var middle = first + ((last - first) / 2);
            yield return _model.DispenseRange(box.Run, box, first, middle);
            if (middle < last) yield return _model.DispenseRange(box.Run, box, middle + 1, last);
        }
    }

    private void Sample(GeneratedRun run)
    {
        for (var i = 0; i < SampledUnitsInRun; i++)
        {
            var unit = TokenId.UnitOf(run.Run, (uint)_random.Next((int)run.Units));
            if (_model.IsDispensed(unit))
            {
                finished(new(unit, run, TokenStatus.Dispensed, default, default));
                continue;
            }

            var root = _model.Token(_model.RootOf(unit));
            finished(new(unit, run, root.Status, root.Owner, root.Custodian));
        }
    }

    private IEnumerable<TokenId> Cases(LotId lot) => _runs.Where(run => _model.Run(run.Run).Lot == lot).SelectMany(run =>
    {
        var word = _model.Run(run.Run);
        return Tokens(run.Run, TokenLevel.Case, 0, new RunSize(word.Count, word.UnitsPerCase, word.CasesPerPallet).Cases);
    });

    private static TokenId[] Tokens(RunId run, TokenLevel level, uint first, uint count) =>
        [.. Enumerable.Range((int)first, (int)count).Select(index => TokenId.Of(run, level, (uint)index))];

    private PartnerId Pick(IReadOnlyList<PartnerId> partners) => partners[_random.Next(partners.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;
}
