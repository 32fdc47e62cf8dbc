using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Index.Reading;

/// <summary>The rows of one of the two families of histories, which have the same form.</summary>
/// <param name="rows">Seeks in the family.</param>
/// <param name="row">What a row is read into.</param>
/// <param name="topics">Used for each row.</param>
internal readonly ref struct HistoryRows(RocksIterator rows, List<HistoryEntry> row, PackedTopics topics)
{
    /// <summary>A subject's last event here at or before a position; null when it had none.</summary>
    public HistoryEntry? Last(Subject subject, EventPosition position)
    {
        Span<byte> key = stackalloc byte[HistoryRow.KeySizeBytes];
        HistoryRow.WriteKey(subject, position, key);
        if (!rows.SeekForPrev(key) || !IsOf(rows.Key, key)) return null;
        Read();
        return row[LastIndex(position)];
    }

    /// <summary>Adds a subject's events after one position up to another, that one included, in order.</summary>
    /// <param name="entries">Receives them.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="after">Where to begin, exclusively.</param>
    /// <param name="upTo">Where to end, inclusively.</param>
    /// <param name="limit">How many the list may come to have.</param>
    public void AddRange(List<HistoryEntry> entries, Subject subject, EventPosition after, EventPosition upTo, int limit)
    {
        Span<byte> first = stackalloc byte[HistoryRow.KeySizeBytes];
        Span<byte> end = stackalloc byte[HistoryRow.KeySizeBytes];
        HistoryRow.WriteKey(subject, after.Next, first);
        HistoryRow.WriteKey(subject, upTo, end);
        for (var isValid = Seek(first, after.Next); isValid && rows.Key.SequenceCompareTo(end) <= 0 && entries.Count < limit; isValid = rows.Next())
        {
            Read();
            foreach (var entry in row)
            {
                var position = HistoryRow.PositionOf(entry);
                if (position > after && position <= upTo && entries.Count < limit) entries.Add(entry);
            }
        }
    }

    /// <summary>Adds a subject's events of one type up to a position, the newest first.</summary>
    /// <param name="entries">Receives them.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="upTo">Where to begin, inclusively.</param>
    /// <param name="topic">The type: topic 0, first four bytes big-endian.</param>
    /// <param name="limit">How many the list may come to have.</param>
    public void AddNewest(List<HistoryEntry> entries, Subject subject, EventPosition upTo, uint topic, int limit)
    {
        Span<byte> key = stackalloc byte[HistoryRow.KeySizeBytes];
        HistoryRow.WriteKey(subject, upTo, key);
        for (var isValid = rows.SeekForPrev(key); isValid && entries.Count < limit && IsOf(rows.Key, key); isValid = rows.Prev())
        {
            Read();
            for (var i = LastIndex(upTo); i >= 0 && entries.Count < limit; i--)
            {
                if (row[i].EventTopic == topic) entries.Add(row[i]);
            }
        }
    }

    private static bool IsOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> subject) =>
        key[..HistoryRow.SubjectSizeBytes].SequenceEqual(subject[..HistoryRow.SubjectSizeBytes]);

    // A position within a block may lie within a row, which is kept by its first event.
    private bool Seek(ReadOnlySpan<byte> first, EventPosition position) =>
        (position.LogIndex > 0 && rows.SeekForPrev(first) && IsOf(rows.Key, first)) || rows.Seek(first);

    private void Read()
    {
        row.Clear();
        HistoryRow.Read(rows.Key, rows.Value, row, topics);
    }

    // The row was sought by the position, so at least its first event is not after it.
    private int LastIndex(EventPosition position)
    {
        var last = row.Count - 1;
        while (last > 0 && HistoryRow.PositionOf(row[last]) > position) last--;
        return last;
    }
}
