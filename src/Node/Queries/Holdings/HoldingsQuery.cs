using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Partners;
using Ledger.Node.Queries.Tokens;
using TokenStatus = Ledger.Contracts.Words.TokenStatus;

namespace Ledger.Node.Queries.Holdings;

/// <summary>What a partner owns or holds, in sums: the cost is that of the lots, however many units there are.</summary>
internal static class HoldingsQuery
{
    private const int LotOffset = 2 * sizeof(uint);
    private const int StatusOffset = 3 * sizeof(uint);

    /// <summary>One page; later ones are of the first one's height, also after a restart.</summary>
    public static HoldingsResponse Holdings(IndexView view, HoldingsRequest request)
    {
        var partner = PartnerFinder.Find(view, request.Partner, "partner");
        var (product, lot) = Scopes.Find(view, request.Gtin, request.Lot);
        var page = PageRequest.Read(request.Page, $"holdings {partner} {product} {lot}");
        var cursor = Heights.Of(view, page.Token);
        var answer = new HoldingsResponse { Partner = new PartnerNames(view.Rows).Of(partner), Height = TokenStateMapper.MapHeight(cursor) };
        var whole = ProjectionKeys.HoldingSum(partner, product ?? default, default, default);
        var prefix = whole.Span[..(product is null ? sizeof(uint) : LotOffset)].ToArray();
        var last = Array.Empty<byte>();
        VersionedSums.Walk(view, prefix, page.Token?.Position ?? [], cursor.Number, (key, sum) =>
        {
            var ofLot = new LotId(BinaryPrimitives.ReadUInt32BigEndian(key[LotOffset..]));
            if (lot is { } wanted && wanted != ofLot) return true;
            if (answer.Rows.Count == page.Size)
            {
                answer.NextPageToken = page.Next(cursor.Number, last);
                return false;
            }

            last = key.ToArray();
            view.Rows.TryLot(ofLot, out var record);
            answer.Rows.Add(new HoldingsResponse.Types.Row
            {
                Gtin = TokenIdentity.FormatGtin(record?.Gtin ?? 0),
                Lot = record?.Code ?? "",
                Status = TokenStateMapper.MapStatus((TokenStatus)key[StatusOffset]),
                OwnedUnits = sum.Owned,
                CustodyUnits = sum.Custody,
                PledgedUnits = sum.Pledged,
            });
            return true;
        });
        return answer;
    }
}
