using System.Buffers.Binary;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

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
        WriteKey(block, transactionIndex, key);
        return key;
    }

    /// <summary>Writes the row's key.</summary>
    /// <param name="block">The block.</param>
    /// <param name="transactionIndex">The transaction.</param>
    /// <param name="key">Takes <see cref="KeySizeBytes"/> bytes.</param>
    public static void WriteKey(ulong block, uint transactionIndex, Span<byte> key)
    {
        BinaryPrimitives.WriteUInt64BigEndian(key, block);
        BinaryPrimitives.WriteUInt32BigEndian(key[8..], transactionIndex);
    }

    /// <summary>Reads the transaction's hash of a row where it lies.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static Bytes32 ReadTransactionHash(ReadOnlySpan<byte> row) => new(Checked(row)[..Bytes32.SizeBytes]);

    /// <summary>Reads the index in the block of the first log where the row lies.</summary>
    /// <exception cref="IndexCorruptException">It is no receipt's row.</exception>
    public static uint ReadFirstLogIndex(ReadOnlySpan<byte> row) => BinaryPrimitives.ReadUInt32BigEndian(Checked(row)[Bytes32.SizeBytes..]);

    /// <summary>Finds the receipt's encoding in a row where it lies.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static ReadOnlySpan<byte> ReadReceipt(ReadOnlySpan<byte> row) => Checked(row)[FixedSizeBytes..];

    /// <summary>Writes what comes before the receipt's encoding.</summary>
    public static void WriteHead(in Bytes32 transactionHash, uint firstLogIndex, ref RlpWriter row)
    {
        Span<byte> head = stackalloc byte[FixedSizeBytes];
        transactionHash.Span.CopyTo(head);
        BinaryPrimitives.WriteUInt32BigEndian(head[Bytes32.SizeBytes..], firstLogIndex);
        row.WriteRaw(head);
    }

    /// <summary>Reads the row.</summary>
    /// <exception cref="IndexCorruptException">It is not one.</exception>
    public static ReceiptRow Decode(byte[] row) =>
        new(ReadTransactionHash(row), ReadFirstLogIndex(row), row.AsMemory(FixedSizeBytes));

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> row) =>
        row.Length > FixedSizeBytes ? row : throw new IndexCorruptException($"A receipt's row has {row.Length} bytes.");
}
