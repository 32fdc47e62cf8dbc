using Ledger.Api.V1;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Trace;

/// <summary>Full history of a token. Later pages are of the first one's height, also after a restart, since histories only grow.</summary>
internal static class TraceQuery
{
    /// <summary>One page.</summary>
    /// <param name="view">The index.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="told">Events as they were told before, from this index.</param>
    public static TraceResponse Trace(IndexView view, TraceRequest request, ToldEvents told)
    {
        var token = ItemResolver.Resolve(view, request.Item);
        var page = PageRequest.Read(request.Page, $"trace {token}");
        var cursor = Heights.Of(view, page.Token);
        var rows = view.RowsAt(cursor.Number);
        var after = page.Token is { } last ? TracePosition.Read(last.Position) : EventPosition.Start;
        using var walker = new TraceWalker(view, after, EventPosition.EndOf(cursor.Number), page.Size + 1);
        var items = walker.Walk(token);

        var names = new PartnerNames(rows);
        var answer = new TraceResponse { Token = TokenQuery.StateOf(view, rows, token, request.Item, names), Height = TokenStateMapper.MapHeight(cursor) };
        TraceEventMapper? mapper = null;
        answer.Events.Capacity = Math.Min(items.Count, page.Size);
        for (var i = 0; i < items.Count && i < page.Size; i++)
            answer.Events.Add(told.Find(items[i], view.Cursor.Number) ?? (mapper ??= new(view, names)).Map(items[i], told));
        if (items.Count > page.Size) answer.NextPageToken = page.Next(cursor.Number, TracePosition.Write(items[page.Size - 1].Position));
        return answer;
    }
}
