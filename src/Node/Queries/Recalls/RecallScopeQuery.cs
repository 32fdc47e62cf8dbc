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
/// <remarks>Counts of a product or lot cost the number of holders; those of a range are taken unit by unit; those of a token are of what is inside it now. Units made of recalled ones are affected too.</remarks>
internal static class RecallScopeQuery
{
    /// <summary>The most lots of a recalled product that are summed up.</summary>
    public const int MaxLots = 100_000;

    /// <summary>One page.</summary>
    public static RecallScopeResponse Scope(IndexView view, RecallScopeRequest request)
    {
        var page = PageRequest.Read(request.Page, $"recall {request.Recall} {request.Gtin} {request.Lot}");
        var cursor = Heights.Of(view, page.Token);
        var names = new PartnerNames(view.Rows);
        var answer = new RecallScopeResponse { Height = TokenStateMapper.MapHeight(cursor) };
        var (recalls, lot) = Find(view, request);
        foreach (var (id, record) in recalls) answer.Recalls.Add(RecallMapper.Map(id, record, names));

        var destinations = recalls.Where(recall => recall.Record.Word.IsActive).SelectMany(recall => recall.Record.Word.Destinations).ToHashSet();
        var sums = new HolderSums(destinations);
        var outputs = new OutputSums(view, cursor.Number, sums);
        if (lot is { } whole) AddLot(view, whole, cursor.Number, sums, outputs);
        else Add(view, recalls[0].Record, cursor.Number, sums, outputs);
        outputs.Finish();
        (answer.AffectedUnits, answer.RecoveredUnits, answer.DispensedUnits) = (sums.Affected, sums.Recovered, sums.Dispensed);
        AddHolders(answer, sums, destinations, page, cursor.Number, names);
        return answer;
    }

    private static (List<(HoldId Id, HoldRecord Record)> Recalls, LotId? Lot) Find(IndexView view, RecallScopeRequest request)
    {
        if (request.Recall != 0)
        {
            var id = new HoldId(request.Recall);
            return view.Rows.TryHold(id, out var hold) && hold.Word.Kind == HoldKind.Recall
                ? ([(id, hold)], null)
                : throw new LedgerException(ErrorCode.RecallUnknown, $"There is no recall {request.Recall}.", "Name the lot instead, or take the id from 'lot'.", "recall");
        }

        var lot = Scopes.FindLot(view, request.Gtin, request.Lot);
        return view.Rows.TryLot(lot, out var record)
            ? (RecallMapper.InForceOn(view, lot, record), lot)
            : throw Refusals.LotUnknown(Scopes.ReadGtin(request.Gtin), request.Lot, "lot");
    }

    private static void AddLot(IndexView view, LotId lot, ulong height, HolderSums sums, OutputSums outputs)
    {
        sums.AddLot(view, lot, height);
        outputs.AddLot(lot);
    }

    private static void Add(IndexView view, HoldRecord hold, ulong height, HolderSums sums, OutputSums outputs)
    {
        var rows = height == view.Cursor.Number ? view.Rows : new LedgerView(new HistoricalReader(view, height));
        switch (hold.Word.Scope)
        {
            case HoldScope.Lot:
                AddLot(view, new((uint)hold.Target), height, sums, outputs);
                break;
            case HoldScope.Product when view.Rows.TryProduct(new((uint)hold.Target), out var product):
                using (var lots = view.Iterate(EntityKind.LotCode, ProjectionKeys.Gtin(product.Gtin).Span))
                {
                    var seen = 0;
                    for (var isValid = lots.SeekToFirst(); isValid && seen < MaxLots; isValid = lots.Next(), seen++)
                        AddLot(view, new(BinaryPrimitives.ReadUInt32BigEndian(lots.Value)), height, sums, outputs);
                }

                break;
            case HoldScope.Range:
                sums.AddRange(rows, new((uint)hold.Target), hold.First, hold.Last);
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
