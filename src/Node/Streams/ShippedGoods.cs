using System.Buffers.Binary;
using System.Collections.Frozen;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Trace;

namespace Ledger.Node.Streams;

/// <summary>Tells whether an event is about goods while they are in one of some shipments. For one view.</summary>
/// <remarks>While they are, nothing is packed or unpacked: what departed is what is there until the receipt takes exceptions out, whose events name the shipment.</remarks>
/// <param name="view">The index.</param>
/// <param name="shipments">The shipments.</param>
internal sealed class ShippedGoods(IndexView view, IReadOnlyList<ShipmentId> shipments)
{
    // Events of tokens that name the shipment they are about.
    private static readonly FrozenSet<uint> Naming = new[] { DepartedEvent.Topic0, ArrivedEvent.Topic0, TurnedBackEvent.Topic0, DisputedEvent.Topic0, DisputeEndedEvent.Topic0 }
        .Select(topic => BinaryPrimitives.ReadUInt32BigEndian(topic.Span)).ToFrozenSet();

    private readonly Dictionary<ShipmentId, (ShipmentRecord Record, FrozenSet<Subject> Goods)?> _known = [];

    /// <summary>Whether an event is about the goods.</summary>
    public bool Concerns(EventRow row)
    {
        foreach (var id in shipments)
        {
            if (Find(id) is not var (record, goods)) continue;
            if (Naming.Contains(row.Topic) ? Names(row, id) : IsUnderway(record, row.Place) && row.Subjects.Any(entry => Holds(goods, entry.Subject, row.Place))) return true;
        }

        return false;
    }

    private (ShipmentRecord Record, FrozenSet<Subject> Goods)? Find(ShipmentId id)
    {
        if (_known.TryGetValue(id, out var known)) return known;
        return _known[id] = view.Rows.TryShipment(id, out var record) ? (record, GoodsOf(id, record)) : null;
    }

    // The tokens that departed, and the lots and products of what is in them: a recall of one of these binds the goods.
    private FrozenSet<Subject> GoodsOf(ShipmentId id, ShipmentRecord record)
    {
        var rows = view.RowsAt(record.Departed.Block);
        var tree = new TokenTree(rows);
        var subjects = new HashSet<Subject>();
        foreach (var token in view.Rows.Manifest(id))
        {
            subjects.Add(Subject.Of(token));
            var lots = tree.UnitsInside(token).Select(inside => inside.Lot).ToHashSet();
            if (!token.IsFreeContainer) lots.UnionWith(rows.SourcesOf(token.Run));
            foreach (var lot in lots)
            {
                subjects.Add(new(SubjectKind.Lot, lot.Value));
                subjects.Add(new(SubjectKind.Product, rows.LotWord(lot).Product.Value));
            }
        }

        return subjects.ToFrozenSet();
    }

    private bool Holds(FrozenSet<Subject> goods, Subject subject, EventRef place)
    {
        if (goods.Contains(subject)) return true;
        if (subject.Kind is not SubjectKind.Token) return false;

        // What was inside before the event: it may be the one that takes it out.
        var before = place.LogIndex > 0 ? new EventPosition(place.Block, place.LogIndex - 1) : EventPosition.EndOf(place.Block - 1);
        var tree = new TokenTree(new LedgerView(new HistoricalReader(view, before)));
        var token = new TokenId(subject.Id);
        return tree.Exists(token) && !tree.IsTerminal(token) && goods.Contains(Subject.Of(tree.Root(token)));
    }

    private static bool IsUnderway(ShipmentRecord record, EventRef place)
    {
        var position = new EventPosition(place.Block, place.LogIndex);
        return position > new EventPosition(record.Departed.Block, record.Departed.LogIndex)
            && (record.Closed == default || position < new EventPosition(record.Closed.Block, record.Closed.LogIndex));
    }

    private bool Names(EventRow row, ShipmentId id) =>
        LogReader.Read(view, row.Place) is { } log
        && EventCatalogue.TryDecode(log, out var declared, out var values)
        && declared.Fields.Components.Any(field => string.Equals(field.Name, "shipment", StringComparison.Ordinal))
        && string.Equals($"{values["shipment"]}", $"{id.Value}", StringComparison.Ordinal);
}
