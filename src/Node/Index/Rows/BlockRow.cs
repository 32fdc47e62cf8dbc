using System.Buffers.Binary;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Rows;

/// <summary>A block in the index.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Digest">The index digest after it.</param>
/// <param name="TimestampSeconds">Its time, in seconds since 1970.</param>
/// <param name="TransactionCount">How many transactions it has.</param>
/// <param name="HeaderRlp">Its header.</param>
internal sealed record BlockRow(Bytes32 Hash, Bytes32 Digest, ulong TimestampSeconds, uint TransactionCount, ReadOnlyMemory<byte> HeaderRlp)
{
    private const int FixedSizeBytes = Bytes32.SizeBytes + Bytes32.SizeBytes + sizeof(ulong) + sizeof(uint);
    private const int TimestampOffset = Bytes32.SizeBytes + Bytes32.SizeBytes;

    /// <summary>The row's key.</summary>
    public static byte[] KeyOf(ulong number)
    {
        var key = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(key, number);
        return key;
    }

    /// <summary>Writes the row.</summary>
    public byte[] Encode()
    {
        var row = new byte[FixedSizeBytes + HeaderRlp.Length];
        Hash.Span.CopyTo(row);
        Digest.Span.CopyTo(row.AsSpan(32));
        BinaryPrimitives.WriteUInt64BigEndian(row.AsSpan(TimestampOffset), TimestampSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(row.AsSpan(72), TransactionCount);
        HeaderRlp.Span.CopyTo(row.AsSpan(FixedSizeBytes));
        return row;
    }

    /// <summary>Reads the row.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static BlockRow Decode(ReadOnlySpan<byte> row)
    {
        RequireSize(row);
        return new(
            new(row[..32]),
            new(row.Slice(32, 32)),
            BinaryPrimitives.ReadUInt64BigEndian(row[TimestampOffset..]),
            BinaryPrimitives.ReadUInt32BigEndian(row[72..]),
            row[FixedSizeBytes..].ToArray());
    }

    /// <summary>Reads the time alone.</summary>
    /// <exception cref="IndexCorruptException">It is no block's row.</exception>
    public static ulong ReadTimestampSeconds(ReadOnlySpan<byte> row)
    {
        RequireSize(row);
        return BinaryPrimitives.ReadUInt64BigEndian(row[TimestampOffset..]);
    }

    private static void RequireSize(ReadOnlySpan<byte> row)
    {
        if (row.Length <= FixedSizeBytes) throw new IndexCorruptException($"A block's row has {row.Length} bytes.");
    }
}
