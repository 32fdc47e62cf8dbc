using System.Buffers.Binary;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Rows;

/// <summary>The newest block in the index.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Digest">The index digest after it.</param>
/// <param name="TimestampSeconds">Its time, in seconds since 1970.</param>
internal sealed record IndexCursor(ulong Number, Bytes32 Hash, Bytes32 Digest, ulong TimestampSeconds)
{
    private const int SizeBytes = sizeof(ulong) + Bytes32.SizeBytes + Bytes32.SizeBytes + sizeof(ulong);

    /// <summary>The row's key in <c>meta</c>.</summary>
    public static ReadOnlySpan<byte> Key => "cursor"u8;

    /// <summary>Writes the row.</summary>
    public byte[] Encode()
    {
        var row = new byte[SizeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(row, Number);
        Hash.Span.CopyTo(row.AsSpan(8));
        Digest.Span.CopyTo(row.AsSpan(40));
        BinaryPrimitives.WriteUInt64BigEndian(row.AsSpan(72), TimestampSeconds);
        return row;
    }

    /// <summary>Reads the row.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static IndexCursor Decode(ReadOnlySpan<byte> row) => row.Length == SizeBytes
        ? new(BinaryPrimitives.ReadUInt64BigEndian(row), new(row.Slice(8, 32)), new(row.Slice(40, 32)), BinaryPrimitives.ReadUInt64BigEndian(row[72..]))
        : throw new IndexCorruptException($"The cursor has {row.Length} bytes instead of {SizeBytes}.");
}
