using System.Buffers.Binary;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Rows;

/// <summary>A transaction's receipt in the index.</summary>
/// <param name="TransactionHash">The transaction's hash.</param>
/// <param name="FirstLogIndex">The index in the block of its first log.</param>
/// <param name="Receipt">Its consensus encoding (EIP-2718), as the receipts root commits to it.</param>
internal sealed record ReceiptRow(Bytes32 TransactionHash, uint FirstLogIndex, ReadOnlyMemory<byte> Receipt)
{
    /// <summary>The size of a key.</summary>
    public const int KeySizeBytes = sizeof(ulong) + sizeof(uint);

    private const int FixedSizeBytes = Bytes32.SizeBytes + sizeof(uint);

    /// <summary>The row's key.</summary>
    public static byte[] KeyOf(ulong block, uint transactionIndex)
    {
        var key = new byte[KeySizeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(key, block);
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(8), transactionIndex);
        return key;
    }

    /// <summary>Writes the row.</summary>
    public byte[] Encode()
    {
        var row = new byte[FixedSizeBytes + Receipt.Length];
        TransactionHash.Span.CopyTo(row);
        BinaryPrimitives.WriteUInt32BigEndian(row.AsSpan(32), FirstLogIndex);
        Receipt.Span.CopyTo(row.AsSpan(FixedSizeBytes));
        return row;
    }

    /// <summary>Reads the row.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static ReceiptRow Decode(byte[] row) => row.Length > FixedSizeBytes
        ? new(new(row.AsSpan(0, 32)), BinaryPrimitives.ReadUInt32BigEndian(row.AsSpan(32)), row.AsMemory(FixedSizeBytes))
        : throw new IndexCorruptException($"A receipt's row has {row.Length} bytes.");
}
