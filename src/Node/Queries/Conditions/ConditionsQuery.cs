using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Items;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Queries.Trace;

namespace Ledger.Node.Queries.Conditions;

/// <summary>What was attested of a token, and of its ancestors while it was inside, in the order of the chain. Later pages are of the first one's height.</summary>
internal static class ConditionsQuery
{
    private static readonly uint ConditionAttested = BinaryPrimitives.ReadUInt32BigEndian(ConditionAttestedEvent.Topic0.Span);

    /// <summary>One page.</summary>
    public static ConditionsResponse Of(IndexView view, ConditionsRequest request)
    {
        var token = ItemResolver.Resolve(view, request.Item);
        var page = PageRequest.Read(request.Page, $"conditions {token}");
        var cursor = Heights.Of(view, page.Token);
        var after = page.Token is { } last ? TracePosition.Read(last.Position) : EventPosition.Start;
        using var walker = new TraceWalker(view, after, EventPosition.EndOf(cursor.Number), page.Size + 1, ConditionAttested);
        var items = walker.Walk(token);
        var names = new PartnerNames(view.Rows);
        var answer = new ConditionsResponse { Height = TokenStateMapper.MapHeight(cursor) };
        foreach (var item in items.Take(page.Size)) answer.Conditions.Add(Map(view, item, names));
        if (items.Count > page.Size) answer.NextPageToken = page.Next(cursor.Number, TracePosition.Write(items[page.Size - 1].Position));
        return answer;
    }

    private static Condition Map(IndexView view, TraceItem item, PartnerNames names)
    {
        if (LogReader.Read(view, item.Place) is not { } log || !ConditionAttestedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var attested))
            throw new IndexCorruptException($"Block {item.Place.Block}, log {item.Place.LogIndex} is no condition.");
        return new()
        {
            Token = attested.Token,
            Partner = names.Of(new PartnerId(attested.Partner)),
            Kind = attested.Kind,
            KindText = ConditionWords.Kind(attested.Kind),
            Severity = attested.Severity,
            DataHash = ByteString.CopyFrom(attested.DataHash.Span),
            Quarantine = attested.Quarantine,
            Block = item.Place.Block,
            Timestamp = view.TimestampSeconds(item.Place.Block) ?? throw new IndexCorruptException($"The index lacks block {item.Place.Block}."),
        };
    }
}
