using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Recalls;

/// <summary>Finds recalls and tells them as the API does.</summary>
internal static class RecallMapper
{
    /// <summary>The most runs of a lot that are looked at for recalled ranges.</summary>
    public const int MaxRuns = 65_536;

    private const int TargetKeySizeBytes = 1 + sizeof(ulong);

    /// <summary>Maps a recall.</summary>
    public static Recall Map(HoldId id, HoldRecord record, PartnerNames names)
    {
        var recall = new Recall
        {
            Id = id.Value,
            On = TokenStateMapper.MapTarget(record.Word.Scope, record.Target),
            FromIndex = record.First,
            ToIndex = record.Last,
            RecallClass = record.Word.Class,
            Reason = record.Reason,
            Lifted = !record.Word.IsActive,
            PlacedBy = names.Of(record.Word.PlacedBy),
            Seq = record.Word.Seq,
            PlacedBlock = record.Placed.Block,
            PlacedTimestamp = record.TimestampSeconds,
        };
        foreach (var destination in record.Word.Destinations) recall.Destinations.Add(names.Of(destination));
        return recall;
    }

    /// <summary>The recalls in force that touch a lot: its product's, its own, and those of ranges of its runs.</summary>
    public static List<(HoldId Id, HoldRecord Record)> InForceOn(IndexView view, LedgerView rows, LotId lot, LotRecord record)
    {
        var found = new List<(HoldId, HoldRecord)>();
        Add(view, rows, HoldScope.Product, record.Word.Product.Value, found);
        Add(view, rows, HoldScope.Lot, lot.Value, found);
        if (record.Word.Ranges == 0) return found;
        using var runs = view.Iterate(EntityKind.LotRun, ProjectionKeys.Lot(lot).Span);
        var seen = 0;
        for (var isValid = runs.SeekToFirst(); isValid && seen < MaxRuns; isValid = runs.Next(), seen++)
            Add(view, rows, HoldScope.Range, BinaryPrimitives.ReadUInt32BigEndian(runs.Key[sizeof(uint)..]), found);
        return found;
    }

    private static void Add(IndexView view, LedgerView rows, HoldScope scope, ulong target, List<(HoldId Id, HoldRecord Record)> found)
    {
        using var holds = view.Iterate(EntityKind.HoldByTarget, ProjectionKeys.HoldTarget(scope, target).Span);
        for (var isValid = holds.SeekToFirst(); isValid; isValid = holds.Next())
        {
            var id = new HoldId(BinaryPrimitives.ReadUInt32BigEndian(holds.Key[TargetKeySizeBytes..]));
            if (rows.TryHold(id, out var hold) && hold.Word is { IsActive: true, Kind: HoldKind.Recall }) found.Add((id, hold));
        }
    }
}
