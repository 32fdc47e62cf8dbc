using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Liens;

/// <summary>Whether a token is pledged, wherever the lien sits.</summary>
internal static class EncumbranceQuery
{
    /// <summary>The answer for one item.</summary>
    public static EncumbranceResponse Encumbrance(IndexView view, EncumbranceRequest request)
    {
        var token = ItemResolver.Resolve(view, request.Item);
        if (!new TokenResolver(view.Rows).TryResolve(token, out var resolved)) throw Refusals.TokenUnknown(request.Item, "item");
        var names = new PartnerNames(view.Rows);
        var answer = new EncumbranceResponse
        {
            Token = TokenStateMapper.Map(view, view.Rows, resolved, names),
            Pledged = resolved.Lien != LienId.None,
            Height = TokenStateMapper.MapHeight(view.Cursor),
        };
        if (answer.Pledged && view.Rows.TryLien(resolved.Lien, out var lien))
            (answer.Lien, answer.LienToken) = (LienMapper.Map(view, resolved.Lien, lien, names), resolved.Root.Value);
        return answer;
    }
}
