using System.Buffers.Binary;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>An event in the order of the chain: where it stands and whom it concerns.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Topic">Its topic 0, first four bytes big-endian.</param>
/// <param name="Subjects">Its subjects with their seqs after it; the first is the one it is about.</param>
internal sealed record EventRow(EventRef Place, uint Topic, IReadOnlyList<(Subject Subject, uint Seq)> Subjects)
{
    /// <summary>The size of a key.</summary>
    public const int KeySizeBytes = sizeof(ulong) + sizeof(uint);

    private const int FixedSizeBytes = 3 * sizeof(uint);
    private const int SubjectSizeBytes = 1 + sizeof(ulong) + sizeof(uint);

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

    /// <summary>The size of a row.</summary>
    /// <param name="subjects">How many subjects the event has.</param>
    public static int SizeOf(int subjects) => FixedSizeBytes + (subjects * SubjectSizeBytes);

    /// <summary>Writes a row.</summary>
    /// <param name="entries">The event's entries in the histories of its subjects.</param>
    /// <param name="row">Receives <see cref="SizeOf"/> bytes.</param>
    public static void Write(ReadOnlySpan<HistoryEntry> entries, Span<byte> row)
    {
        BinaryPrimitives.WriteUInt32BigEndian(row, entries[0].Event.TransactionIndex);
        BinaryPrimitives.WriteUInt32BigEndian(row[4..], entries[0].Event.ReceiptLogIndex);
        BinaryPrimitives.WriteUInt32BigEndian(row[8..], entries[0].EventTopic);
        var rest = row[FixedSizeBytes..];
        foreach (ref readonly var entry in entries)
        {
            rest[0] = (byte)entry.Kind;
            BinaryPrimitives.WriteUInt64BigEndian(rest[1..], entry.Id);
            BinaryPrimitives.WriteUInt32BigEndian(rest[9..], entry.Seq);
            rest = rest[SubjectSizeBytes..];
        }
    }

    /// <summary>Reads the row with its key.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static EventRow Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        if (key.Length != KeySizeBytes || row.Length < FixedSizeBytes || (row.Length - FixedSizeBytes) % SubjectSizeBytes != 0)
            throw new IndexCorruptException($"An event's row has {key.Length} and {row.Length} bytes.");
        var place = new EventRef(
            BinaryPrimitives.ReadUInt64BigEndian(key),
            BinaryPrimitives.ReadUInt32BigEndian(row),
            BinaryPrimitives.ReadUInt32BigEndian(key[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(row[4..]));
        var subjects = new List<(Subject, uint)>((row.Length - FixedSizeBytes) / SubjectSizeBytes);
        for (var rest = row[FixedSizeBytes..]; !rest.IsEmpty; rest = rest[SubjectSizeBytes..])
        {
            subjects.Add((
                new((SubjectKind)rest[0], BinaryPrimitives.ReadUInt64BigEndian(rest[1..])), BinaryPrimitives.ReadUInt32BigEndian(rest[9..])));
        }

        return new(place, BinaryPrimitives.ReadUInt32BigEndian(row[8..]), subjects);
    }
}
