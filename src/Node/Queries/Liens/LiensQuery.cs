using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Partners;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Liens;

/// <summary>Liens of a financier, a debtor, of both, or all.</summary>
internal static class LiensQuery
{
    private const int LienOffset = sizeof(uint) + 1;

    /// <summary>The scope of page tokens.</summary>
    public static string ScopeOf(LiensRequest request) => $"liens {request.Financier}|{request.Debtor}";

    /// <summary>One page of a pinned view.</summary>
    public static LiensResponse Liens(IndexView view, LiensRequest request, PageRequest page)
    {
        var financier = request.Financier.Length == 0 ? (PartnerId?)null : PartnerFinder.Find(view, request.Financier, "financier");
        var debtor = request.Debtor.Length == 0 ? (PartnerId?)null : PartnerFinder.Find(view, request.Debtor, "debtor");
        var names = new PartnerNames(view.Rows);
        var answer = new LiensResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        var (kind, prefix) = (financier, debtor) switch
        {
            ({ } partner, _) => (EntityKind.LienByPartner, ProjectionKeys.LienByPartner(partner, LienParty.Financier, default).Span[..LienOffset].ToArray()),
            (null, { } partner) => (EntityKind.LienByPartner, ProjectionKeys.LienByPartner(partner, LienParty.Debtor, default).Span[..LienOffset].ToArray()),
            _ => (EntityKind.Lien, []),
        };
        answer.NextPageToken = PageWalker.Walk(view, kind, prefix, page, (key, _) =>
        {
            var id = new LienId(BinaryPrimitives.ReadUInt32BigEndian(key[^sizeof(uint)..]));
            if (!view.Rows.TryLien(id, out var record) || (debtor is { } wanted && record.Word.Debtor != wanted)) return false;
            answer.Liens.Add(LienMapper.Map(view, id, record, names));
            return true;
        });
        return answer;
    }
}
