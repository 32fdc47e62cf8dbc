using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Recalls;

/// <summary>Finds the units of a lot that were taken out of its recalls. Costs what was taken out, not the lot.</summary>
/// <param name="view">The index.</param>
/// <param name="rows">Its rows at the height.</param>
/// <param name="units">Goes through units at that height.</param>
internal sealed class ClearedUnits(IndexView view, LedgerView rows, UnitWalk units)
{
    /// <summary>The units that a recall of a lot does not bind although it covers them.</summary>
    /// <param name="lot">The lot.</param>
    /// <param name="generation">The recall's generation: who is clear of it is clear of the earlier ones too.</param>
    /// <param name="bound">Units that something else binds, by run: they are not clear.</param>
    public IEnumerable<UnitGroup> Of(LotId lot, byte generation, IReadOnlyList<HoldRecord> bound)
    {
        foreach (var (run, ranges) in Taken(lot, generation).GroupBy(token => token.Run).Select(group => (group.Key, Ranges(group))))
        {
            foreach (var (first, last) in Without(ranges, [.. bound.Where(range => range.Target == run.Value)]))
            {
                foreach (var group in units.Of(run, first, last))
                {
                    if (units.ClearedOf(group) >= generation) yield return group;
                }
            }
        }
    }

    // What a later recall of the lot was lifted from is free of this one too.
    private HashSet<TokenId> Taken(LotId lot, byte generation)
    {
        var tokens = new HashSet<TokenId>();
        foreach (var hold in HoldsOn(lot))
        {
            if (!rows.TryHold(hold, out var record) || record.Word.Generation < generation) continue;
            using var cleared = view.Iterate(EntityKind.ClearedToken, ProjectionKeys.Hold(hold).Span);
            for (var isValid = cleared.SeekToFirst(); isValid; isValid = cleared.Next())
            {
                // At the height it may not have been taken out yet, nor even have been there.
                var token = new TokenId(BinaryPrimitives.ReadUInt64BigEndian(cleared.Key[sizeof(uint)..]));
                if (rows.Token(token).Cleared >= generation) tokens.Add(token);
            }
        }

        return tokens;
    }

    private List<HoldId> HoldsOn(LotId lot)
    {
        var found = new List<HoldId>();
        using var holds = view.Iterate(EntityKind.HoldByTarget, ProjectionKeys.HoldTarget(HoldScope.Lot, lot.Value).Span);
        for (var isValid = holds.SeekToFirst(); isValid; isValid = holds.Next()) found.Add(new(BinaryPrimitives.ReadUInt32BigEndian(holds.Key[^sizeof(uint)..])));
        return found;
    }

    // Cases and pallets of a run take in no other units than the layout gives them.
    private List<(uint First, uint Last)> Ranges(IEnumerable<TokenId> tokens)
    {
        var merged = new List<(uint First, uint Last)>();
        foreach (var (first, last) in tokens.Select(RangeOf).Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1) merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else merged.Add((first, last));
        }

        return merged;
    }

    private (uint First, uint Last) RangeOf(TokenId token)
    {
        var run = rows.RunWord(token.Run);
        var first = RunLayout.FirstUnit(run, token);
        return (first, (uint)(first + RunLayout.Units(run, token) - 1));
    }

    private static IEnumerable<(uint First, uint Last)> Without(List<(uint First, uint Last)> ranges, List<HoldRecord> bound)
    {
        foreach (var (first, last) in ranges)
        {
            var next = first;
            foreach (var hole in bound.Where(hole => hole.First <= last && hole.Last >= first).OrderBy(hole => hole.First))
            {
                if (hole.First > next) yield return (next, hole.First - 1);
                next = Math.Max(next, hole.Last + 1);
            }

            if (next <= last) yield return (next, last);
        }
    }
}
