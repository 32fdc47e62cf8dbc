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
        BinaryPrimitives.WriteUInt64BigEndian(key, position.Block);
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(8), position.LogIndex);
        return key;
    }

    /// <summary>Writes the row.</summary>
    public byte[] Encode()
    {
        var row = new byte[FixedSizeBytes + (Subjects.Count * SubjectSizeBytes)];
        BinaryPrimitives.WriteUInt32BigEndian(row, Place.TransactionIndex);
        BinaryPrimitives.WriteUInt32BigEndian(row.AsSpan(4), Place.ReceiptLogIndex);
        BinaryPrimitives.WriteUInt32BigEndian(row.AsSpan(8), Topic);
        var rest = row.AsSpan(FixedSizeBytes);
        foreach (var (subject, seq) in Subjects)
        {
            rest[0] = (byte)subject.Kind;
            BinaryPrimitives.WriteUInt64BigEndian(rest[1..], subject.Id);
            BinaryPrimitives.WriteUInt32BigEndian(rest[9..], seq);
            rest = rest[SubjectSizeBytes..];
        }

        return row;
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
