using Ledger.Contracts.Projection;
using Ledger.Contracts.Words;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Reading;

/// <summary>Histories of subjects, as of one snapshot. For one request on one thread: a walk up a token's ancestors seeks with the same two iterators.</summary>
/// <remarks>A unit that was dispensed without a record has no entry for that: it is told by <see cref="Contracts.Projection.Views.LedgerView.DispensedBy"/>, and leaves the word zero.</remarks>
internal sealed class HistoryReader(LedgerDatabase database, Snapshot snapshot) : IDisposable
{
    // Every answer that walks a history reads rows, so what they are read into is kept for the thread's next one.
    [ThreadStatic]
    private static Buffers? Spare;

    private Buffers? _buffers;
    private RocksIterator? _all;
    private RocksIterator? _binding;

    private List<HistoryEntry> Row => Kept.Row;

    private Buffers Kept => _buffers ??= Take();

    private RocksIterator All => _all ??= Iterate(database.History);

    private RocksIterator Binding => _binding ??= Iterate(database.Binding);

    /// <summary>A subject's last event at or before a position; null when it had none.</summary>
    public HistoryEntry? Last(Subject subject, EventPosition position)
    {
        Span<byte> key = stackalloc byte[HistoryRow.KeySizeBytes];
        HistoryRow.WriteKey(subject, position, key);
        var rows = All;
        if (!rows.SeekForPrev(key) || !IsOf(rows.Key, key)) return null;
        Read(rows);
        return Row[LastIndex(position)];
    }

    /// <summary>A subject's storage word right after a position; zero when it had no event yet.</summary>
    public StorageWord WordAt(Subject subject, EventPosition position) =>
        Last(subject, position) is { } entry ? StorageWord.Read(entry.SlotAfter.Span) : default;

    /// <summary>A subject's events after one position up to another, that one included, in order.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="after">Where to begin, exclusively.</param>
    /// <param name="upTo">Where to end, inclusively.</param>
    /// <param name="onlyBinding">Only acts that bind the subject's contents: as many rows are read as there are such acts. Units have none, for nothing is inside them.</param>
    /// <param name="limit">The most events.</param>
    /// <returns>The events, until this reader is disposed of: the list is used again then.</returns>
    public List<HistoryEntry> Range(Subject subject, EventPosition after, EventPosition upTo, bool onlyBinding, int limit)
    {
        var entries = Kept.Lend();
        if (after >= upTo) return entries;
        Span<byte> first = stackalloc byte[HistoryRow.KeySizeBytes];
        Span<byte> end = stackalloc byte[HistoryRow.KeySizeBytes];
        HistoryRow.WriteKey(subject, after.Next, first);
        HistoryRow.WriteKey(subject, upTo, end);
        if (onlyBinding)
        {
            AddBinding(entries, first, end, limit);
            return entries;
        }

        var rows = All;
        for (var isValid = Seek(rows, first, after.Next); isValid && rows.Key.SequenceCompareTo(end) <= 0 && entries.Count < limit; isValid = rows.Next())
        {
            Read(rows);
            foreach (var entry in Row)
            {
                var position = PositionOf(entry);
                if (position > after && position <= upTo && entries.Count < limit) entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>A subject's events of one type up to a position, the newest first.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="upTo">Where to begin, inclusively.</param>
    /// <param name="topic">The type: topic 0, first four bytes big-endian.</param>
    /// <param name="limit">The most events.</param>
    public List<HistoryEntry> Newest(Subject subject, EventPosition upTo, uint topic, int limit)
    {
        var entries = new List<HistoryEntry>();
        Span<byte> key = stackalloc byte[HistoryRow.KeySizeBytes];
        HistoryRow.WriteKey(subject, upTo, key);
        var rows = All;
        for (var isValid = rows.SeekForPrev(key); isValid && entries.Count < limit && IsOf(rows.Key, key); isValid = rows.Prev())
        {
            Read(rows);
            for (var i = LastIndex(upTo); i >= 0 && entries.Count < limit; i--)
            {
                if (Row[i].EventTopic == topic) entries.Add(Row[i]);
            }
        }

        return entries;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _all?.Dispose();
        _binding?.Dispose();
        (_all, _binding) = (null, null);
        if (_buffers is null) return;
        if (_buffers.TakeBack()) Spare = _buffers;
        _buffers = null;
    }

    private static EventPosition PositionOf(in HistoryEntry entry) => new(entry.Event.Block, entry.Event.LogIndex);

    private static bool IsOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> subject) =>
        key[..HistoryRow.SubjectSizeBytes].SequenceEqual(subject[..HistoryRow.SubjectSizeBytes]);

    // A position within a block may lie within a row, which is kept by its first event.
    private static bool Seek(RocksIterator rows, ReadOnlySpan<byte> first, EventPosition position) =>
        (position.LogIndex > 0 && rows.SeekForPrev(first) && IsOf(rows.Key, first)) || rows.Seek(first);

    private RocksIterator Iterate(ColumnFamily family) => database.Rocks.CreateIterator(family, new() { Snapshot = snapshot });

    private static Buffers Take()
    {
        var spare = Spare ?? new();
        Spare = null;
        return spare;
    }

    private void Read(RocksIterator rows)
    {
        var row = Row;
        row.Clear();
        HistoryRow.Read(rows.Key, rows.Value, row, Kept.Topics);
    }

    // The row was sought by the position, so at least its first event is not after it.
    private int LastIndex(EventPosition position)
    {
        var last = Row.Count - 1;
        while (last > 0 && PositionOf(Row[last]) > position) last--;
        return last;
    }

    private void AddBinding(List<HistoryEntry> entries, ReadOnlySpan<byte> first, ReadOnlySpan<byte> end, int limit)
    {
        var acts = Binding;
        var rows = All;
        for (var isValid = acts.Seek(first); isValid && acts.Key.SequenceCompareTo(end) <= 0 && entries.Count < limit; isValid = acts.Next())
        {
            var position = HistoryRow.PositionOf(acts.Key);
            if (rows.SeekForPrev(acts.Key) && IsOf(rows.Key, first))
            {
                Read(rows);
                var entry = Row[LastIndex(position)];
                if (PositionOf(entry) == position)
                {
                    entries.Add(entry);
                    continue;
                }
            }

            throw new IndexCorruptException("A binding act has no row in the history.");
        }
    }

    /// <summary>What rows are read into, and the lists that are lent until the reader is disposed of.</summary>
    private sealed class Buffers
    {
        private const int MaxKeptEvents = 256;
        private const int MaxKeptLists = 16;

        private readonly List<List<HistoryEntry>> _lists = [];
        private int _lent;

        public List<HistoryEntry> Row { get; } = [];

        public PackedTopics Topics { get; } = new();

        /// <summary>An empty list. Beyond those that are kept it is a new one: a walk over many units would hold as many.</summary>
        public List<HistoryEntry> Lend()
        {
            if (_lent == MaxKeptLists) return [];
            if (_lent == _lists.Count) _lists.Add([]);
            return _lists[_lent++];
        }

        /// <summary>Takes all lists back; false when something has grown beyond what is worth keeping.</summary>
        public bool TakeBack()
        {
            if (Row.Capacity > MaxKeptEvents) return false;
            for (var list = 0; list < _lent; list++)
            {
                if (_lists[list].Capacity > MaxKeptEvents) return false;
                _lists[list].Clear();
            }

            _lent = 0;
            return true;
        }
    }
}
