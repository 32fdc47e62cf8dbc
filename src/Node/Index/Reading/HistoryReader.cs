using Ledger.Contracts.Projection;
using Ledger.Contracts.Words;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Reading;

/// <summary>
/// Histories of subjects, as of one snapshot: what binds a subject's contents and what does not lie in families of their own, and are one history here. For one
/// request on one thread: a walk up a token's ancestors seeks with the same two iterators.
/// </summary>
/// <remarks>A unit that was dispensed without a record has no entry for that: it is told by <see cref="Contracts.Projection.Views.LedgerView.DispensedBy"/>, and leaves the word zero.</remarks>
internal sealed class HistoryReader(LedgerDatabase database, Snapshot snapshot) : IDisposable
{
    // Every answer that walks a history reads rows, so what they are read into is kept for the thread's next one.
    [ThreadStatic]
    private static Buffers? Spare;

    private Buffers? _buffers;
    private RocksIterator? _others;
    private RocksIterator? _binding;

    private Buffers Kept => _buffers ??= Take();

    private HistoryRows Binding => new(_binding ??= Iterate(database.Binding), Kept.Row, Kept.Topics);

    private HistoryRows Others => new(_others ??= Iterate(database.History), Kept.Row, Kept.Topics);

    /// <summary>A subject's last event at or before a position; null when it had none.</summary>
    public HistoryEntry? Last(Subject subject, EventPosition position)
    {
        var other = Others.Last(subject, position);
        if (!HistoryRow.MayBind(subject)) return other;
        var binding = Binding.Last(subject, position);
        return other is null || (binding is { } last && HistoryRow.PositionOf(last) > HistoryRow.PositionOf(other.Value)) ? binding : other;
    }

    /// <summary>A subject's storage word right after a position; zero when it had no event yet.</summary>
    public StorageWord WordAt(Subject subject, EventPosition position) =>
        Last(subject, position) is { } entry ? StorageWord.Read(entry.SlotAfter.Span) : default;

    /// <summary>A subject's events after one position up to another, that one included, in order.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="after">Where to begin, exclusively.</param>
    /// <param name="upTo">Where to end, inclusively.</param>
    /// <param name="onlyBinding">Only acts that bind the subject's contents: no other rows are read. Units have none, for nothing is inside them.</param>
    /// <param name="limit">The most events.</param>
    /// <returns>The events, until this reader is disposed of: the list is used again then.</returns>
    public List<HistoryEntry> Range(Subject subject, EventPosition after, EventPosition upTo, bool onlyBinding, int limit)
    {
        var entries = Kept.Lend();
        if (after >= upTo) return entries;
        if (!onlyBinding) Others.AddRange(entries, subject, after, upTo, limit);
        if (!HistoryRow.MayBind(subject)) return entries;
        var others = entries.Count;
        Binding.AddRange(entries, subject, after, upTo, others + limit);
        Merge(entries, others, limit, HistoryRow.Earlier);
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
        Others.AddNewest(entries, subject, upTo, topic, limit);
        if (!HistoryRow.MayBind(subject)) return entries;
        var others = entries.Count;
        Binding.AddNewest(entries, subject, upTo, topic, others + limit);
        Merge(entries, others, limit, HistoryRow.Later);
        return entries;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _others?.Dispose();
        _binding?.Dispose();
        (_others, _binding) = (null, null);
        if (_buffers is null) return;
        if (_buffers.TakeBack()) Spare = _buffers;
        _buffers = null;
    }

    // Two lists in order, one behind the other, become one of the first events of both.
    private static void Merge(List<HistoryEntry> entries, int first, int limit, Comparison<HistoryEntry> order)
    {
        if (first > 0 && first < entries.Count && order(entries[first - 1], entries[first]) > 0) entries.Sort(order);
        if (entries.Count > limit) entries.RemoveRange(limit, entries.Count - limit);
    }

    private RocksIterator Iterate(ColumnFamily family) => database.Rocks.CreateIterator(family, new() { Snapshot = snapshot, PrefixSameAsStart = true });

    private static Buffers Take()
    {
        var spare = Spare ?? new();
        Spare = null;
        return spare;
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
