using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>Writes one row of <c>event</c> after the other.</summary>
internal sealed class EventRowWriter
{
    private readonly PackedWriter _row = new();
    private readonly PackedTopics _topics = new();
    private readonly PackedSubjects _subjects = new();
    private readonly byte[] _key = new byte[EventRow.KeySizeBytes];
    private PackedPlace _place;
    private ulong _block;

    /// <summary>Events in the row.</summary>
    public int Count { get; private set; }

    /// <summary>The row's key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>The row.</summary>
    public ReadOnlySpan<byte> Row => _row.Written;

    /// <summary>Begins the next row.</summary>
    public void Clear() => Count = 0;

    /// <summary>Whether an event of a block can be in the row.</summary>
    public bool Takes(ulong block) => Count == 0 || (Count < EventRow.MaxEvents && block == _block);

    /// <summary>Adds an event that comes after those in the row.</summary>
    /// <param name="entries">The event's entries in the histories of its subjects.</param>
    public void Add(ReadOnlySpan<HistoryEntry> entries)
    {
        var place = entries[0].Event;
        if (Count++ == 0)
        {
            EventRow.WriteKey(new(place.Block, place.LogIndex), _key);
            _row.Clear();
            _topics.Clear();
            _subjects.Clear();
            (_place, _block) = (new(place.Block, place.LogIndex), place.Block);
        }

        _topics.Write(_row, entries[0].EventTopic, flag: false);
        _place.Write(_row, place);
        _row.Number((uint)entries.Length);
        for (var i = 0; i < entries.Length; i++) _subjects.Write(_row, i, entries[i].Kind, entries[i].Id, entries[i].Seq);
    }
}
