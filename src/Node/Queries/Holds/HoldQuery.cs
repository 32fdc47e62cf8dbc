using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Tokens;
using HoldKind = Ledger.Contracts.Words.HoldKind;

namespace Ledger.Node.Queries.Holds;

/// <summary>Recalls, quarantines and disputes. What joins two of them on one token is no hold of its own and is never told.</summary>
internal static class HoldQuery
{
    /// <summary>The scope of page tokens.</summary>
    public static string ScopeOf(HoldsRequest request) => $"holds {request.Kind} {request.IncludeLifted}";

    /// <summary>One hold.</summary>
    public static HoldResponse One(IndexView view, HoldRequest request)
    {
        if (request.Hold == 0) throw Refusals.Missing("hold");
        var id = new HoldId(request.Hold);
        return view.Rows.TryHold(id, out var record) && record.Word.Kind != HoldKind.Joint
            ? new() { Hold = HoldMapper.Map(view, id, record, new(view.Rows)), Height = TokenStateMapper.MapHeight(view.Cursor) }
            : throw Refusals.HoldUnknown(request.Hold, "hold");
    }

    /// <summary>One page of a pinned view, by id.</summary>
    public static HoldsResponse All(IndexView view, HoldsRequest request, PageRequest page)
    {
        var names = new PartnerNames(view.Rows);
        var answer = new HoldsResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        answer.NextPageToken = PageWalker.Walk(view, EntityKind.Hold, [], page, (key, value) =>
        {
            var record = HoldRecord.Read(value);
            var isWanted = record.Word.Kind != HoldKind.Joint
                && (request.IncludeLifted || record.Word.IsActive)
                && (request.Kind == Restriction.Types.Kind.Unspecified || request.Kind == HoldMapper.MapKind(record.Word.Kind));
            if (isWanted) answer.Holds.Add(HoldMapper.Map(view, new(BinaryPrimitives.ReadUInt32BigEndian(key)), record, names));
            return isWanted;
        });
        return answer;
    }
}
