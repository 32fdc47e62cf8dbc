using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>Collects histories and alerts of the blocks being applied.</summary>
internal sealed class BatchSink : IProjectionSink
{
    private static readonly uint Dispensed = BinaryPrimitives.ReadUInt32BigEndian(DispensedEvent.Topic0.Span);

    private readonly List<HistoryEntry> _history = [];
    private readonly List<(UInt128 Subject, int Place)> _order = [];
    private readonly List<ProjectionAlert> _alerts = [];
    private readonly HistoryRowWriter _otherRow = new();
    private readonly HistoryRowWriter _bindingRow = new();
    private readonly EventRowWriter _eventRow = new();

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
        var entries = CollectionsMarshal.AsSpan(_history);
        _order.Clear();
        for (var i = 0; i < entries.Length; i++)
        {
            if (!IsToldByDispense(entries[i])) _order.Add((((UInt128)(byte)entries[i].Kind << 64) | entries[i].Id, i));
        }

        _order.Sort();
        var order = CollectionsMarshal.AsSpan(_order);
        _otherRow.Clear();
        _bindingRow.Clear();
        for (var i = 0; i < order.Length; i++)
        {
            ref readonly var entry = ref entries[order[i].Place];

            // What one event did to a subject in two steps is one event of it, as the last step left it.
            if (i + 1 < order.Length && order[i + 1].Subject == order[i].Subject && entries[order[i + 1].Place].Event == entry.Event) continue;
            if (HistoryRow.IsBinding(entry)) Add(batch, binding, _bindingRow, entry);
            else Add(batch, history, _otherRow, entry);
        }

        Put(batch, binding, _bindingRow);
        Put(batch, history, _otherRow);
    }

    private static void Add(WriteBatch batch, ColumnFamily family, HistoryRowWriter row, in HistoryEntry entry)
    {
        if (!row.Takes(entry)) Put(batch, family, row);
        row.Add(entry);
    }

    private static void Put(WriteBatch batch, ColumnFamily family, HistoryRowWriter row)
    {
        if (row.Count > 0) batch.Put(family, row.Key, row.Row);
        row.Clear();
    }

    private void CopyEvents(WriteBatch batch, ColumnFamily events)
    {
        var entries = CollectionsMarshal.AsSpan(_history);
        _eventRow.Clear();
        for (var start = 0; start < entries.Length;)
        {
            var place = entries[start].Event;
            var end = start + 1;
            while (end < entries.Length && entries[end].Event == place) end++;
            if (!_eventRow.Takes(place.Block))
            {
                batch.Put(events, _eventRow.Key, _eventRow.Row);
                _eventRow.Clear();
            }

            _eventRow.Add(entries[start..end]);
            start = end;
        }

        if (_eventRow.Count > 0) batch.Put(events, _eventRow.Key, _eventRow.Row);
    }

    // A unit that was dispensed without a record: the row of 256 units that says which event dispensed it says all of its history.
    private static bool IsToldByDispense(in HistoryEntry entry) =>
        entry.EventTopic == Dispensed && entry.SlotAfter == Bytes32.Zero && entry.Kind is SubjectKind.Token && new TokenId(entry.Id).Level is TokenLevel.Unit;
}
