using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Tokens;
using Subject = Ledger.Api.V1.Subject;

namespace Ledger.Node.Queries.Trace;

/// <summary>Tells events as the API does. For one answer: what several events share is read once.</summary>
internal sealed class TraceEventMapper
{
    private readonly IndexView _view;
    private readonly EventWords _words;
    private readonly Dictionary<ulong, ulong> _timestamps = [];
    private ((ulong Block, uint Transaction) Key, ReceiptRow Row)? _receipt;

    /// <summary>Maps from a view.</summary>
    public TraceEventMapper(IndexView view, PartnerNames names) => (_view, _words) = (view, new(view, names));

    /// <summary>Maps one event.</summary>
    public TraceEvent Map(TraceItem item)
    {
        var receipt = ReceiptOf(item);
        var log = LogReader.Read(receipt, item.Place);
        var told = new TraceEvent
        {
            Block = item.Place.Block,
            Timestamp = TimestampOf(item.Place.Block),
            TransactionHash = ByteString.CopyFrom(receipt.TransactionHash.Span),
            TransactionIndex = item.Place.TransactionIndex,
            LogIndex = item.Place.LogIndex,
            ReceiptLogIndex = item.Place.ReceiptLogIndex,
            Subject = new Subject { Kind = (SubjectKind)item.Subject.Kind, Id = item.Subject.Id },
            Seq = item.Seq,
            Via = item.Via,
            ViaToken = item.ViaToken.Value,
        };
        if (!EventCatalogue.TryDecode(log, out var declared, out var values)) return told;
        told.Type = declared.Name;
        (told.Summary, told.From, told.To) = _words.Describe(declared.Name, values, item.Position);
        for (var i = 0; i < values.Count; i++) told.Arguments[declared.Fields.Components[i].Name] = TextOf(values[i]);
        return told;
    }

    private ReceiptRow ReceiptOf(TraceItem item)
    {
        var key = (item.Place.Block, item.Place.TransactionIndex);
        if (_receipt is { } known && known.Key == key) return known.Row;
        var row = _view.Receipt(item.Place.Block, item.Place.TransactionIndex)
            ?? throw new IndexCorruptException($"The index lacks the receipt of block {item.Place.Block}, transaction {item.Place.TransactionIndex}.");
        _receipt = (key, row);
        return row;
    }

    private ulong TimestampOf(ulong block)
    {
        if (_timestamps.TryGetValue(block, out var known)) return known;
        return _timestamps[block] = _view.TimestampSeconds(block) ?? throw new IndexCorruptException($"The index lacks block {block}.");
    }

    private static string TextOf(object value) => value switch
    {
        string text => text,
        byte[] bytes => Hex.ToHex(bytes),
        bool flag => flag ? "true" : "false",
        Address address => address.ToChecksumString(),
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(TextOf))}]",
        _ => value.ToString() ?? "",
    };
}
