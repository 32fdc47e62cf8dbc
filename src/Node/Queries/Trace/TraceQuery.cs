using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Projection.Views;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Trace;

/// <summary>Full history of a token. Later pages are of the first one's height, also after a restart, since histories only grow.</summary>
internal static class TraceQuery
{
    private const int PositionSizeBytes = sizeof(ulong) + sizeof(uint);

    /// <summary>One page.</summary>
    public static TraceResponse Trace(IndexView view, TraceRequest request)
    {
        var token = ItemResolver.Resolve(view, request.Item);
        var page = PageRequest.Read(request.Page, $"trace {token}");
        var cursor = Heights.Of(view, page.Token);
        var rows = cursor.Number == view.Cursor.Number ? view.Rows : new LedgerView(new HistoricalReader(view, cursor.Number));
        var after = page.Token is { } last ? ReadPosition(last.Position) : EventPosition.Start;
        var items = new TraceWalker(view, after, EventPosition.EndOf(cursor.Number), page.Size + 1).Walk(token);

        var answer = new TraceResponse { Token = TokenQuery.StateOf(view, rows, token, request.Item), Height = TokenStateMapper.MapHeight(cursor) };
        var mapper = new TraceEventMapper(view, new PartnerNames(view.Rows));
        for (var i = 0; i < Math.Min(items.Count, page.Size); i++) answer.Events.Add(mapper.Map(items[i]));
        if (items.Count > page.Size) answer.NextPageToken = page.Next(cursor.Number, WritePosition(items[page.Size - 1].Position));
        return answer;
    }

    private static byte[] WritePosition(EventPosition position)
    {
        var bytes = new byte[PositionSizeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, position.Block);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), position.LogIndex);
        return bytes;
    }

    private static EventPosition ReadPosition(byte[] bytes) => bytes.Length == PositionSizeBytes
        ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8)))
        : throw Refusals.PageToken("it is not one that this node gave");
}
