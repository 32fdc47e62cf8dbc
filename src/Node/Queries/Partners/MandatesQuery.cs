using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Partners;

/// <summary>Who may move custody of an owner's goods without asking.</summary>
internal static class MandatesQuery
{
    /// <summary>The most mandates of an owner that are listed: as many as there are partners to look through.</summary>
    public const int MaxListed = PartnerFinder.MaxScanned;

    /// <summary>The mandates of an owner, by agent; past ones too.</summary>
    public static MandatesResponse Of(IndexView view, MandatesRequest request)
    {
        var owner = PartnerFinder.Find(view, request.Owner, "owner");
        var names = new PartnerNames(view.Rows);
        var answer = new MandatesResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        using var rows = view.Iterate(EntityKind.Mandate, ProjectionKeys.Partner(owner).Span);
        for (var isValid = rows.SeekToFirst(); isValid && answer.Mandates.Count < MaxListed; isValid = rows.Next())
        {
            answer.Mandates.Add(new MandatesResponse.Types.Mandate
            {
                Agent = names.Of(new(BinaryPrimitives.ReadUInt32BigEndian(rows.Key[sizeof(uint)..]))),
                Until = MandateRecord.Read(rows.Value).UntilSeconds,
            });
        }

        return answer;
    }
}
