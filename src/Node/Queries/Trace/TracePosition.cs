using System.Buffers.Binary;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Queries.Trace;

/// <summary>The place of an event in a page token.</summary>
internal static class TracePosition
{
    private const int SizeBytes = sizeof(ulong) + sizeof(uint);

    /// <summary>Writes it.</summary>
    public static byte[] Write(EventPosition position)
    {
        var bytes = new byte[SizeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, position.Block);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(sizeof(ulong)), position.LogIndex);
        return bytes;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="Api.Errors.LedgerException">It is none.</exception>
    public static EventPosition Read(byte[] bytes) => bytes.Length == SizeBytes
        ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(sizeof(ulong))))
        : throw Refusals.PageToken("it is not one that this node gave");
}
