using System.Runtime.InteropServices;
using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>Collects histories and alerts of the blocks being applied.</summary>
internal sealed class BatchSink : IProjectionSink
{
    private readonly List<HistoryEntry> _history = [];
    private readonly List<(UInt128 Subject, int Place)> _order = [];
    private readonly List<ProjectionAlert> _alerts = [];
    private byte[] _row = [];

    /// <summary>How many entries of histories there are.</summary>
    public int Entries => _history.Count;

    /// <summary>The alerts so far.</summary>
    public IReadOnlyList<ProjectionAlert> Alerts => _alerts;

    /// <inheritdoc/>
    public void History(in HistoryEntry entry) => _history.Add(entry);

    /// <inheritdoc/>
    public void Alert(in ProjectionAlert alert) => _alerts.Add(alert);

    /// <summary>Puts the histories into a batch, by subject and in the order of the chain: in the order of their keys, as <see cref="RowChanges.CopyTo"/> says why.</summary>
    public void CopyTo(WriteBatch batch, LedgerDatabase database)
    {
        CopyEvents(batch, database.Events);
        CopyHistory(batch, database.History, database.Binding);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _history.Clear();
        _alerts.Clear();
    }

    private void CopyHistory(WriteBatch batch, ColumnFamily history, ColumnFamily binding)
    {
        Span<byte> key = stackalloc byte[HistoryRow.KeySizeBytes];
        Span<byte> row = stackalloc byte[HistoryRow.SizeBytes];
        var entries = CollectionsMarshal.AsSpan(_history);
        _order.Clear();
        for (var i = 0; i < entries.Length; i++) _order.Add((((UInt128)(byte)entries[i].Kind << 64) | entries[i].Id, i));
        _order.Sort();
        foreach (var (_, place) in CollectionsMarshal.AsSpan(_order))
        {
            ref readonly var entry = ref entries[place];
            HistoryRow.WriteKey(new(entry.Kind, entry.Id), new(entry.Event.Block, entry.Event.LogIndex), key);
            HistoryRow.Write(entry, row);
            batch.Put(history, key, row);
            if (entry.Binds) batch.Put(binding, key, []);
        }
    }

    private void CopyEvents(WriteBatch batch, ColumnFamily events)
    {
        Span<byte> key = stackalloc byte[EventRow.KeySizeBytes];
        var entries = CollectionsMarshal.AsSpan(_history);
        for (var start = 0; start < entries.Length;)
        {
            var place = entries[start].Event;
            var end = start + 1;
            while (end < entries.Length && entries[end].Event == place) end++;
            var size = EventRow.SizeOf(end - start);
            if (_row.Length < size) _row = new byte[Math.Max(size, _row.Length * 2)];
            EventRow.WriteKey(new(place.Block, place.LogIndex), key);
            EventRow.Write(entries[start..end], _row);
            batch.Put(events, key, _row.AsSpan(0, size));
            start = end;
        }
    }
}
