using Ledger.Contracts.Projection;
using Ledger.Contracts.Words;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Reading;

/// <summary>Histories of subjects, as of one snapshot. For one request on one thread: a walk up a token's ancestors seeks with the same two iterators.</summary>
internal sealed class HistoryReader(LedgerDatabase database, Snapshot snapshot) : IDisposable
{
    private RocksIterator? _all;
    private RocksIterator? _binding;

    private RocksIterator All => _all ??= database.Rocks.CreateIterator(database.History, new() { Snapshot = snapshot });

    private RocksIterator Binding => _binding ??= database.Rocks.CreateIterator(database.Binding, new() { Snapshot = snapshot });

    /// <summary>A subject's last event at or before a position; null when it had none.</summary>
    public HistoryEntry? Last(Subject subject, EventPosition position)
    {
        Span<byte> key = stackalloc byte[HistoryRow.KeySizeBytes];
        HistoryRow.WriteKey(subject, position, key);
        var rows = All;
        return rows.SeekForPrev(key) && rows.Key[..HistoryRow.SubjectSizeBytes].SequenceEqual(key[..HistoryRow.SubjectSizeBytes])
            ? HistoryRow.Read(rows.Key, rows.Value)
            : null;
    }

    /// <summary>A subject's storage word right after a position; zero when it had no event yet.</summary>
    public StorageWord WordAt(Subject subject, EventPosition position) =>
        Last(subject, position) is { } entry ? StorageWord.Read(entry.SlotAfter.Span) : default;

    /// <summary>A subject's events after one position up to another, that one included, in order.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="after">Where to begin, exclusively.</param>
    /// <param name="upTo">Where to end, inclusively.</param>
    /// <param name="onlyBinding">Only acts that bind the subject's contents: as many rows are read as there are such acts.</param>
    /// <param name="limit">The most events.</param>
    public List<HistoryEntry> Range(Subject subject, EventPosition after, EventPosition upTo, bool onlyBinding, int limit)
    {
        var entries = new List<HistoryEntry>();
        if (after >= upTo) return entries;
        Span<byte> first = stackalloc byte[HistoryRow.KeySizeBytes];
        Span<byte> end = stackalloc byte[HistoryRow.KeySizeBytes];
        HistoryRow.WriteKey(subject, after.Next, first);
        HistoryRow.WriteKey(subject, upTo, end);
        var rows = onlyBinding ? Binding : All;
        for (var isValid = rows.Seek(first); isValid && rows.Key.SequenceCompareTo(end) <= 0 && entries.Count < limit; isValid = rows.Next())
            entries.Add(onlyBinding ? Read(rows.Key) : HistoryRow.Read(rows.Key, rows.Value));
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
        for (var isValid = rows.SeekForPrev(key); isValid && entries.Count < limit; isValid = rows.Prev())
        {
            if (!rows.Key[..HistoryRow.SubjectSizeBytes].SequenceEqual(key[..HistoryRow.SubjectSizeBytes])) break;
            var entry = HistoryRow.Read(rows.Key, rows.Value);
            if (entry.EventTopic == topic) entries.Add(entry);
        }

        return entries;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _all?.Dispose();
        _binding?.Dispose();
    }

    private HistoryEntry Read(ReadOnlySpan<byte> key)
    {
        if (!database.Rocks.TryGet(database.History, key, out var row, snapshot))
            throw new IndexCorruptException("A binding act has no row in the history.");
        using (row) return HistoryRow.Read(key, row.Span);
    }
}
