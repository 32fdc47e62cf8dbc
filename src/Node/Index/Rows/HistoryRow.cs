using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Rows;

/// <summary>
/// Codec of <c>history</c> and <c>binding</c>: subject kind (1) | id (8) | block (8) | first log (4) → up to <see cref="MaxEntries"/> events of the subject in the block, each told from
/// the one before it: seq, type, transaction, log, log in receipt, flag, slot after.
/// </summary>
internal static class HistoryRow
{
    /// <summary>The size of a key.</summary>
    public const int KeySizeBytes = SubjectSizeBytes + PositionSizeBytes;

    /// <summary>The size of a subject, the first part of a key.</summary>
    public const int SubjectSizeBytes = 1 + sizeof(ulong);

    /// <summary>The most events in a row: what a reader of one of them decodes at most.</summary>
    public const int MaxEntries = 64;

    private const int PositionSizeBytes = sizeof(ulong) + sizeof(uint);

    /// <summary>Writes a key.</summary>
    public static void WriteKey(Subject subject, EventPosition position, Span<byte> key)
    {
        key[0] = (byte)subject.Kind;
        BinaryPrimitives.WriteUInt64BigEndian(key[1..], subject.Id);
        BinaryPrimitives.WriteUInt64BigEndian(key[9..], position.Block);
        BinaryPrimitives.WriteUInt32BigEndian(key[17..], position.LogIndex);
    }

    /// <summary>The position in a key.</summary>
    /// <exception cref="IndexCorruptException">It is no key.</exception>
    public static EventPosition PositionOf(ReadOnlySpan<byte> key) => key.Length == KeySizeBytes
        ? new(BinaryPrimitives.ReadUInt64BigEndian(key[SubjectSizeBytes..]), BinaryPrimitives.ReadUInt32BigEndian(key[(SubjectSizeBytes + sizeof(ulong))..]))
        : throw new IndexCorruptException($"A key of the history has {key.Length} bytes.");

    /// <summary>An event's position.</summary>
    public static EventPosition PositionOf(in HistoryEntry entry) => new(entry.Event.Block, entry.Event.LogIndex);

    /// <summary>Compares two events of a chain: the earlier one comes first.</summary>
    public static int Earlier(HistoryEntry a, HistoryEntry b) => PositionOf(a).CompareTo(PositionOf(b));

    /// <summary>Compares two events of a chain: the later one comes first.</summary>
    public static int Later(HistoryEntry a, HistoryEntry b) => PositionOf(b).CompareTo(PositionOf(a));

    /// <summary>Whether acts of a subject can bind what is inside it. Nothing is inside a unit, so nobody asks which of its acts do.</summary>
    public static bool MayBind(Subject subject) => subject.Kind is not SubjectKind.Token || new TokenId(subject.Id).Level is not TokenLevel.Unit;

    /// <summary>Whether an event belongs to <c>binding</c>: what a token shares with what it is in is found there without the others, which are in <c>history</c>.</summary>
    public static bool IsBinding(in HistoryEntry entry) => entry.Binds && MayBind(new(entry.Kind, entry.Id));

    /// <summary>Reads a row with its key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="row">The row.</param>
    /// <param name="entries">Receives the events, in order.</param>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static void Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, List<HistoryEntry> entries) => Read(key, row, entries, new());

    /// <summary>Reads a row with its key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="row">The row.</param>
    /// <param name="entries">Receives the events, in order.</param>
    /// <param name="topics">Used for the row, and cleared for it.</param>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static void Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, List<HistoryEntry> entries, PackedTopics topics)
    {
        var first = PositionOf(key);
        var (kind, id) = ((SubjectKind)key[0], BinaryPrimitives.ReadUInt64BigEndian(key[1..]));
        var reader = new PackedReader(row);
        var place = new PackedPlace(first.Block, first.LogIndex);
        topics.Clear();
        Span<byte> slot = stackalloc byte[Bytes32.SizeBytes];
        slot.Clear();
        var seq = 0u;
        var count = 0;
        for (; !reader.IsAtEnd; count++)
        {
            if (count == MaxEntries) throw new IndexCorruptException("A history row has too many events.");
            var topic = topics.Read(ref reader, out var binds);
            var at = place.Read(ref reader);
            seq = reader.Step32(seq);
            ReadSlot(ref reader, slot);
            entries.Add(new(kind, id, seq, at, topic, binds, new(slot)));
        }

        if (count == 0 || entries[^count].Event.LogIndex != first.LogIndex) throw new IndexCorruptException("A history row has no event where its key says.");
    }

    /// <summary>Writes the bytes in which a slot differs from the one before.</summary>
    public static void WriteSlot(PackedWriter row, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var start = before.CommonPrefixLength(after);
        var end = after.Length;
        while (end > start && before[end - 1] == after[end - 1]) end--;
        row.Byte((byte)(end - start));
        if (end == start) return;
        row.Byte((byte)start);
        row.Bytes(after[start..end]);
    }

    private static void ReadSlot(ref PackedReader row, scoped Span<byte> slot)
    {
        var size = row.Byte();
        if (size == 0) return;
        var start = row.Byte();
        if (start + size > slot.Length) throw new IndexCorruptException("A history row has bytes beyond a slot.");
        row.Bytes(size).CopyTo(slot[start..]);
    }
}
