using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Partners;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Holdings;

/// <summary>The held tokens that a partner owns or has in its possession: owned ones first.</summary>
internal static class HeldTokensQuery
{
    /// <summary>The scope of page tokens.</summary>
    public static string ScopeOf(HeldTokensRequest request) => $"held {request.Partner}";

    /// <summary>One page of a pinned view.</summary>
    public static HeldTokensResponse Held(IndexView view, HeldTokensRequest request, PageRequest page)
    {
        var partner = PartnerFinder.Find(view, request.Partner, "partner");
        var names = new PartnerNames(view.Rows);
        var resolver = new TokenResolver(view.Rows);
        var answer = new HeldTokensResponse { Partner = names.Of(partner), Height = TokenStateMapper.MapHeight(view.Cursor) };
        answer.NextPageToken = PageWalker.Walk(view, EntityKind.Holding, ProjectionKeys.Partner(partner).Span, page, (key, _) =>
        {
            var relation = (HoldingRelation)key[sizeof(uint)];
            var token = new TokenId(BinaryPrimitives.ReadUInt64BigEndian(key[(sizeof(uint) + 1)..]));
            if (!resolver.TryResolve(token, out var resolved)) return false;

            // What a partner owns and has is told among what it owns.
            if (relation == HoldingRelation.Custodian && resolved.Owner == partner) return false;
            answer.Tokens.Add(TokenStateMapper.Map(view, view.Rows, resolved, names));
            return true;
        });
        return answer;
    }
}
