using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>Collects histories and alerts of the blocks being applied.</summary>
internal sealed class BatchSink : IProjectionSink
{
    private readonly List<HistoryEntry> _history = [];
    private readonly List<ProjectionAlert> _alerts = [];

    /// <summary>The alerts so far.</summary>
    public IReadOnlyList<ProjectionAlert> Alerts => _alerts;

    /// <inheritdoc/>
    public void History(in HistoryEntry entry) => _history.Add(entry);

    /// <inheritdoc/>
    public void Alert(in ProjectionAlert alert) => _alerts.Add(alert);

    /// <summary>Puts the histories into a batch, by subject and in the order of the chain.</summary>
    public void CopyTo(WriteBatch batch, LedgerDatabase database)
    {
        Span<byte> key = stackalloc byte[HistoryRow.KeySizeBytes];
        Span<byte> row = stackalloc byte[HistoryRow.SizeBytes];
        foreach (ref readonly var entry in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_history))
        {
            HistoryRow.WriteKey(new(entry.Kind, entry.Id), new(entry.Event.Block, entry.Event.LogIndex), key);
            HistoryRow.Write(entry, row);
            batch.Put(database.History, key, row);
            if (entry.Binds) batch.Put(database.Binding, key, []);
        }

        for (var start = 0; start < _history.Count;)
        {
            var place = _history[start].Event;
            var end = start + 1;
            while (end < _history.Count && _history[end].Event == place) end++;
            var subjects = _history.GetRange(start, end - start).ConvertAll(entry => (new Subject(entry.Kind, entry.Id), entry.Seq));
            batch.Put(database.Events, EventRow.KeyOf(new(place.Block, place.LogIndex)), new EventRow(place, _history[start].EventTopic, subjects).Encode());
            start = end;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _history.Clear();
        _alerts.Clear();
    }
}
