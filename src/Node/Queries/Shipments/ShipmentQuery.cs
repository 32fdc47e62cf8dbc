using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Partners;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Shipments;

/// <summary>One shipment, and those of a partner.</summary>
internal static class ShipmentQuery
{
    /// <summary>The most shipments of a partner that are looked at for one page; a page may then be short, and its token goes on.</summary>
    public const int MaxScanned = 50_000;

    /// <summary>The scope of page tokens.</summary>
    public static string ScopeOf(ShipmentsRequest request) => $"shipments {request.Partner} {request.State} {request.Disputed}";

    /// <summary>One shipment.</summary>
    public static ShipmentResponse One(IndexView view, ShipmentRequest request)
    {
        if (request.Shipment == 0) throw Refusals.Missing("shipment");
        var id = new ShipmentId(request.Shipment);
        return view.Rows.TryShipment(id, out var record)
            ? new() { Shipment = ShipmentMapper.Map(view, id, record, new(view.Rows)), Height = TokenStateMapper.MapHeight(view.Cursor) }
            : throw Refusals.ShipmentUnknown(request.Shipment, "shipment");
    }

    /// <summary>One page of a pinned view.</summary>
    public static ShipmentsResponse Of(IndexView view, ShipmentsRequest request, PageRequest page)
    {
        var partner = PartnerFinder.Find(view, request.Partner, "partner");
        var names = new PartnerNames(view.Rows);
        var answer = new ShipmentsResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        var after = page.Token?.Position ?? [];
        if (after.Length is not (0 or ShipmentWalk.PositionSizeBytes)) throw Refusals.PageToken("it is not one that this node gave");
        using var walk = new ShipmentWalk(view, partner, after);
        byte[] last = [];
        for (var scanned = 0; walk.Next(); scanned++)
        {
            if (answer.Shipments.Count == page.Size || scanned == MaxScanned)
            {
                answer.NextPageToken = page.Next(view.Cursor.Number, last);
                return answer;
            }

            last = walk.Position;
            var word = view.Rows.ShipmentWord(walk.Current);
            var isWanted = (request.State == Shipment.Types.State.Unspecified || (int)request.State == (int)word.State) && (!request.Disputed || word.Disputes > 0);
            if (isWanted && view.Rows.TryShipment(walk.Current, out var record)) answer.Shipments.Add(ShipmentMapper.Map(view, walk.Current, record, names));
        }

        return answer;
    }
}
