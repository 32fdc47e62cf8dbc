using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>Writes one row of <c>history</c> after the other.</summary>
internal sealed class HistoryRowWriter
{
    private readonly PackedWriter _row = new();
    private readonly PackedTopics _topics = new();
    private readonly byte[] _key = new byte[HistoryRow.KeySizeBytes];
    private PackedPlace _place;
    private HistoryEntry _last;

    /// <summary>Events in the row.</summary>
    public int Count { get; private set; }

    /// <summary>The row's key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>The row.</summary>
    public ReadOnlySpan<byte> Row => _row.Written;

    /// <summary>Begins the next row.</summary>
    public void Clear() => Count = 0;

    /// <summary>Whether an event can be in the row: there are none yet, or some of its subject and block.</summary>
    public bool Takes(in HistoryEntry entry) =>
        Count == 0 || (Count < HistoryRow.MaxEntries && entry.Id == _last.Id && entry.Kind == _last.Kind && entry.Event.Block == _last.Event.Block);

    /// <summary>Adds an event that comes after those in the row.</summary>
    public void Add(in HistoryEntry entry)
    {
        if (Count++ == 0)
        {
            HistoryRow.WriteKey(new(entry.Kind, entry.Id), new(entry.Event.Block, entry.Event.LogIndex), _key);
            _row.Clear();
            _topics.Clear();
            _place = new(entry.Event.Block, entry.Event.LogIndex);
            _last = default;
        }

        _topics.Write(_row, entry.EventTopic, entry.Binds);
        _place.Write(_row, entry.Event);
        _row.Step(_last.Seq, entry.Seq);
        HistoryRow.WriteSlot(_row, _last.SlotAfter.Span, entry.SlotAfter.Span);
        _last = entry;
    }
}
