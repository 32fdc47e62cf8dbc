using System.Buffers.Binary;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Recalls;

/// <summary>Who holds units that a recall affects, and how much is recovered. Later pages are of the first one's height.</summary>
/// <remarks>
/// Counts of a product or lot cost the number of holders, and the cases and single units of what was taken out of the recall; those of a range its cases and
/// single units; those of a token are of what is inside it at the height. Units made of recalled ones are affected too.
/// </remarks>
internal static class RecallScopeQuery
{
    /// <summary>The most lots of a recalled product that are summed up.</summary>
    public const int MaxLots = 100_000;

    /// <summary>One page.</summary>
    public static RecallScopeResponse Scope(IndexView view, RecallScopeRequest request)
    {
        var page = PageRequest.Read(request.Page, $"recall {request.Recall} {request.Gtin} {request.Lot}");
        var cursor = Heights.Of(view, page.Token);
        var rows = view.RowsAt(cursor.Number);
        var names = new PartnerNames(rows);
        var answer = new RecallScopeResponse { Height = TokenStateMapper.MapHeight(cursor) };
        var (recalls, lot) = Find(view, rows, request);
        foreach (var (id, record) in recalls) answer.Recalls.Add(RecallMapper.Map(id, record, names));

        var destinations = recalls.Where(recall => recall.Record.Word.IsActive).SelectMany(recall => recall.Record.Word.Destinations).ToHashSet();
        var sums = new HolderSums(destinations);
        var units = new UnitWalk(view, cursor.Number);
        var outputs = new OutputSums(view, cursor.Number, units, sums);
        if (lot is { } whole) AddLot(view, whole, cursor.Number, sums, outputs);
        else Add(view, rows, recalls[0].Record, cursor.Number, units, sums, outputs);
        foreach (var cleared in Cleared(new(view, rows, units), lot, [.. recalls.Select(recall => recall.Record)])) sums.Clear(cleared);
        outputs.Finish();
        (answer.AffectedUnits, answer.RecoveredUnits, answer.DispensedUnits) = (sums.Affected, sums.Recovered, sums.Dispensed);
        (answer.ClearedUnits, answer.DestroyedUnits, answer.RecoveredPercent) = (sums.Cleared, sums.Destroyed, sums.RecoveredPercent);
        AddHolders(answer, sums, destinations, page, cursor.Number, names);
        return answer;
    }

    private static (List<(HoldId Id, HoldRecord Record)> Recalls, LotId? Lot) Find(IndexView view, LedgerView rows, RecallScopeRequest request)
    {
        if (request.Recall != 0)
        {
            var id = new HoldId(request.Recall);
            return rows.TryHold(id, out var hold) && hold.Word.Kind == HoldKind.Recall
                ? ([(id, hold)], null)
                : throw new LedgerException(ErrorCode.RecallUnknown, $"There is no recall {request.Recall}.", "Name the lot instead, or take the id from 'lot'.", "recall");
        }

        var lot = Scopes.FindLot(view, request.Gtin, request.Lot);
        return rows.TryLot(lot, out var record)
            ? (RecallMapper.InForceOn(view, rows, lot, record), lot)
            : throw Refusals.LotUnknown(Scopes.ReadGtin(request.Gtin), request.Lot, "lot");
    }

    private static void AddLot(IndexView view, LotId lot, ulong height, HolderSums sums, OutputSums outputs)
    {
        sums.AddLot(view, lot, height);
        outputs.AddLot(lot);
    }

    // Only what is free of everything that binds its lot is taken out: a product's recall binds all, a range's its units, of several of the lot the latest counts.
    private static IEnumerable<UnitGroup> Cleared(ClearedUnits cleared, LotId? lot, List<HoldRecord> recalls)
    {
        if (recalls.Exists(recall => recall.Word.Scope == HoldScope.Product)) return [];
        var ofLot = recalls.FindAll(recall => recall.Word.Scope == HoldScope.Lot);
        if (ofLot.Count == 0) return [];
        return cleared.Of(lot ?? new((uint)ofLot[0].Target), ofLot.Max(recall => recall.Word.Generation), recalls.FindAll(recall => recall.Word.Scope == HoldScope.Range));
    }

    private static void Add(IndexView view, LedgerView rows, HoldRecord hold, ulong height, UnitWalk units, HolderSums sums, OutputSums outputs)
    {
        switch (hold.Word.Scope)
        {
            case HoldScope.Lot:
                AddLot(view, new((uint)hold.Target), height, sums, outputs);
                break;
            case HoldScope.Product when rows.TryProduct(new((uint)hold.Target), out var product):
                using (var lots = view.Iterate(EntityKind.LotCode, ProjectionKeys.Gtin(product.Gtin).Span))
                {
                    var seen = 0;
                    for (var isValid = lots.SeekToFirst(); isValid && seen < MaxLots; isValid = lots.Next(), seen++)
                        AddLot(view, new(BinaryPrimitives.ReadUInt32BigEndian(lots.Value)), height, sums, outputs);
                }

                break;
            case HoldScope.Range:
                foreach (var group in units.Of(new((uint)hold.Target), hold.First, hold.Last)) sums.Add(group);
                outputs.AddRange(new((uint)hold.Target), hold.First, hold.Last);
                break;
            case HoldScope.Token:
                sums.AddToken(rows, new(hold.Target));
                break;
        }
    }

    private static void AddHolders(
        RecallScopeResponse answer, HolderSums sums, HashSet<PartnerId> destinations, PageRequest page, ulong height, PartnerNames names)
    {
        var after = page.Token is { Position: { Length: sizeof(uint) } position } ? BinaryPrimitives.ReadUInt32BigEndian(position) : 0;
        var last = new byte[sizeof(uint)];
        foreach (var (id, (custody, owned)) in sums.Holders.Where(holder => holder.Key > after))
        {
            if (answer.Holders.Count == page.Size)
            {
                answer.NextPageToken = page.Next(height, last);
                return;
            }

            var partner = new PartnerId(id);
            answer.Holders.Add(new RecallScopeResponse.Types.Holder
            {
                Partner = names.Of(partner),
                CustodyUnits = custody,
                OwnedUnits = owned,
                Destination = destinations.Contains(partner),
            });
            BinaryPrimitives.WriteUInt32BigEndian(last, id);
        }
    }
}
