using System.Buffers.Binary;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>An event in the order of the chain: where it stands and whom it concerns.</summary>
/// <remarks>Codec of <c>event</c>: block (8) | first log (4) → up to <see cref="MaxEvents"/> events of the block, each told from the one before it.</remarks>
/// <param name="Place">Where it stands.</param>
/// <param name="Topic">Its topic 0, first four bytes big-endian.</param>
/// <param name="Subjects">Its subjects with their seqs after it; the first is the one it is about.</param>
internal sealed record EventRow(EventRef Place, uint Topic, IReadOnlyList<(Subject Subject, uint Seq)> Subjects)
{
    /// <summary>The size of a key.</summary>
    public const int KeySizeBytes = sizeof(ulong) + sizeof(uint);

    /// <summary>The most events in a row: what a reader of one of them decodes at most.</summary>
    public const int MaxEvents = 64;

    // Kind, two steps of the id, one of the seq.
    private const int MinSubjectSizeBytes = 4;

    /// <summary>A key.</summary>
    public static byte[] KeyOf(EventPosition position)
    {
        var key = new byte[KeySizeBytes];
        WriteKey(position, key);
        return key;
    }

    /// <summary>Writes a key.</summary>
    public static void WriteKey(EventPosition position, Span<byte> key)
    {
        BinaryPrimitives.WriteUInt64BigEndian(key, position.Block);
        BinaryPrimitives.WriteUInt32BigEndian(key[sizeof(ulong)..], position.LogIndex);
    }

    /// <summary>Reads the events of a row with its key, in order.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static IReadOnlyList<EventRow> Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        if (key.Length != KeySizeBytes) throw new IndexCorruptException($"An event's key has {key.Length} bytes.");
        var log = BinaryPrimitives.ReadUInt32BigEndian(key[sizeof(ulong)..]);
        var place = new PackedPlace(BinaryPrimitives.ReadUInt64BigEndian(key), log);
        var topics = new PackedTopics();
        var subjects = new PackedSubjects();
        var reader = new PackedReader(row);
        var events = new List<EventRow>();
        while (!reader.IsAtEnd)
        {
            if (events.Count == MaxEvents) throw new IndexCorruptException("A row has too many events.");
            var topic = topics.Read(ref reader, out _);
            var at = place.Read(ref reader);
            var count = reader.Number();
            if (count > (uint)(row.Length / MinSubjectSizeBytes)) throw new IndexCorruptException($"An event has {count} subjects.");
            var concerned = new (Subject, uint)[(int)count];
            for (var i = 0; i < concerned.Length; i++) concerned[i] = subjects.Read(ref reader, i);
            events.Add(new(at, topic, concerned));
        }

        return events.Count > 0 && events[0].Place.LogIndex == log ? events : throw new IndexCorruptException("A row has no event where its key says.");
    }
}
