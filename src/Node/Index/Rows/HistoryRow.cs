using System.Buffers.Binary;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Rows;

/// <summary>Codec of <c>history</c>: subject kind (1) | id (8) | block (8) | log (4) → seq, topic, transaction, log in receipt, flags, slot after.</summary>
internal static class HistoryRow
{
    /// <summary>The size of a key.</summary>
    public const int KeySizeBytes = SubjectSizeBytes + PositionSizeBytes;

    /// <summary>The size of a row.</summary>
    public const int SizeBytes = (4 * sizeof(uint)) + 1 + Bytes32.SizeBytes;

    /// <summary>The size of a subject, the first part of a key.</summary>
    public const int SubjectSizeBytes = 1 + sizeof(ulong);

    private const int PositionSizeBytes = sizeof(ulong) + sizeof(uint);
    private const byte BindsFlag = 1;

    /// <summary>Writes a key.</summary>
    public static void WriteKey(Subject subject, EventPosition position, Span<byte> key)
    {
        key[0] = (byte)subject.Kind;
        BinaryPrimitives.WriteUInt64BigEndian(key[1..], subject.Id);
        BinaryPrimitives.WriteUInt64BigEndian(key[9..], position.Block);
        BinaryPrimitives.WriteUInt32BigEndian(key[17..], position.LogIndex);
    }

    /// <summary>Writes a row.</summary>
    public static void Write(in HistoryEntry entry, Span<byte> row)
    {
        BinaryPrimitives.WriteUInt32BigEndian(row, entry.Seq);
        BinaryPrimitives.WriteUInt32BigEndian(row[4..], entry.EventTopic);
        BinaryPrimitives.WriteUInt32BigEndian(row[8..], entry.Event.TransactionIndex);
        BinaryPrimitives.WriteUInt32BigEndian(row[12..], entry.Event.ReceiptLogIndex);
        row[16] = entry.Binds ? BindsFlag : (byte)0;
        entry.SlotAfter.Span.CopyTo(row[17..]);
    }

    /// <summary>Reads a row with its key.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static HistoryEntry Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        if (key.Length != KeySizeBytes || row.Length != SizeBytes)
            throw new IndexCorruptException($"A history row has {key.Length} and {row.Length} bytes.");
        return new(
            (SubjectKind)key[0],
            BinaryPrimitives.ReadUInt64BigEndian(key[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(row),
            new(
                BinaryPrimitives.ReadUInt64BigEndian(key[9..]),
                BinaryPrimitives.ReadUInt32BigEndian(row[8..]),
                BinaryPrimitives.ReadUInt32BigEndian(key[17..]),
                BinaryPrimitives.ReadUInt32BigEndian(row[12..])),
            BinaryPrimitives.ReadUInt32BigEndian(row[4..]),
            (row[16] & BindsFlag) != 0,
            new(row[17..]));
    }
}
