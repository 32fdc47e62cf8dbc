using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Queries.Paging;

/// <summary>The height of a page.</summary>
internal static class Heights
{
    /// <summary>The view's own for a first page, the first page's for later ones.</summary>
    public static IndexCursor Of(IndexView view, PageToken? token)
    {
        if (token is null || token.Height == view.Cursor.Number) return view.Cursor;
        return token.Height < view.Cursor.Number && view.Block(token.Height) is { } block
            ? new(token.Height, block.Hash, block.Digest, block.TimestampSeconds)
            : throw Refusals.PageToken("its block is not in the index");
    }
}
