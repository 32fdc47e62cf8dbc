using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Items;

namespace Ledger.Node.Queries.Tokens;

/// <summary>State of one token, now or in the past.</summary>
internal static class TokenQuery
{
    /// <summary>The state now.</summary>
    public static TokenResponse Now(IndexView view, TokenRequest request)
    {
        var token = ItemResolver.Resolve(view, request.Item);
        return new() { Token = StateOf(view, view.Rows, token, request.Item, new(view.Rows)), Height = TokenStateMapper.MapHeight(view.Cursor) };
    }

    /// <summary>The state at a block or time.</summary>
    public static TokenResponse At(IndexView view, AtRequest request)
    {
        var token = ItemResolver.Resolve(view, request.Item);
        var number = BlockFinder.Find(view, request);
        var block = view.Block(number) ?? throw Refusals.BlockUnknown($"{number}", "block");
        var rows = view.RowsAt(number);
        return new()
        {
            Token = StateOf(view, rows, token, request.Item, new(rows)),
            Height = TokenStateMapper.MapHeight(new IndexCursor(number, block.Hash, block.Digest, block.TimestampSeconds)),
        };
    }

    /// <summary>The state of a token on rows of now or then.</summary>
    public static TokenState StateOf(IndexView view, LedgerView rows, TokenId token, string item, PartnerNames names) =>
        new TokenResolver(rows).TryResolve(token, out var resolved)
            ? TokenStateMapper.Map(view, rows, resolved, names)
            : throw Refusals.TokenUnknown(item, "item");
}
