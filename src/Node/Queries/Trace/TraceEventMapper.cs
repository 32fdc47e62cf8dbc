using System.Globalization;
using System.Numerics;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Tokens;
using EventRef = Ledger.Contracts.Projection.EventRef;
using Subject = Ledger.Api.V1.Subject;

namespace Ledger.Node.Queries.Trace;

/// <summary>Tells events as the API does. For one answer: what several events share is read once.</summary>
internal sealed class TraceEventMapper
{
    private readonly IndexView _view;
    private readonly EventWords _words;
    private readonly Dictionary<ulong, ulong> _timestamps = [];
    private (ulong Block, uint Transaction)? _last;
    private ReceiptRow? _receipt;

    /// <summary>Maps from a view.</summary>
    public TraceEventMapper(IndexView view, PartnerNames names) => (_view, _words) = (view, new(view, names));

    /// <summary>Maps one event, and keeps it for other answers.</summary>
    /// <param name="item">The event.</param>
    /// <param name="told">Where it is kept.</param>
    /// <returns>The event, which nobody may change: other answers have it too.</returns>
    public TraceEvent Map(in TraceItem item, ToldEvents told)
    {
        var mapped = Map(item);
        told.Add(item, _words.IsOfHeight ? _view.Cursor.Number : null, mapped);
        return mapped;
    }

    /// <summary>Maps one event.</summary>
    public TraceEvent Map(TraceItem item)
    {
        var log = LogOf(item.Place, out var transactionHash);
        var told = new TraceEvent
        {
            Block = item.Place.Block,
            Timestamp = TimestampOf(item.Place.Block),
            TransactionHash = ByteString.CopyFrom(transactionHash.Span),
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

    // A receipt is read where it lies. One that is wanted again at once may be that of an act on thousands, and then is copied once.
    private LogEntry LogOf(EventRef place, out Bytes32 transactionHash)
    {
        var key = (place.Block, place.TransactionIndex);
        if (key != _last)
        {
            (_last, _receipt) = (key, null);
            return LogReader.Read(_view, place, out transactionHash) ?? throw Missing(place);
        }

        _receipt ??= _view.Receipt(place.Block, place.TransactionIndex) ?? throw Missing(place);
        transactionHash = _receipt.TransactionHash;
        return ReceiptLog.Read(_receipt.Receipt.Span, place);
    }

    private static IndexCorruptException Missing(EventRef place) =>
        new($"The index lacks the receipt of block {place.Block}, transaction {place.TransactionIndex}.");

    private ulong TimestampOf(ulong block)
    {
        if (_timestamps.TryGetValue(block, out var known)) return known;
        return _timestamps[block] = _view.TimestampSeconds(block) ?? throw new IndexCorruptException($"The index lacks block {block}.");
    }

    private static string TextOf(object value) => value switch
    {
        string text => text,

        // Most numbers are ids and counters; the way by which those of 256 bits are written takes several times as long.
        BigInteger number when number.Sign >= 0 && number <= ulong.MaxValue => ((ulong)number).ToString(CultureInfo.InvariantCulture),
        byte[] bytes => Hex.ToHex(bytes),
        bool flag => flag ? "true" : "false",
        Address address => address.ToChecksumString(),
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(TextOf))}]",
        _ => value.ToString() ?? "",
    };
}
