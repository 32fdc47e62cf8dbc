using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>Makes and parses the keys and values of the block log, big-endian throughout.</summary>
/// <remarks>
/// Entry: version (1) | number (8) | timestamp (8) | count (4) | count × (size (4) | bytes) | first 8 bytes of the SHA-256 of all before.
/// The checksum is there because a log entry is the only copy of a block: damage must be seen, not replayed.
/// </remarks>
internal static class BlockLogCodec
{
    /// <summary>Most transactions in an entry, whatever the options say.</summary>
    public const int MaxTransactions = 65_536;

    private const byte FormatVersion = 1;
    private const int HeadSizeBytes = 1 + 8 + 8 + 4;
    private const int ChecksumSizeBytes = 8;
    private const byte GenesisPrefix = 0;
    private const byte EntryPrefix = 1;
    private const byte HashPrefix = 2;
    private const byte TransactionPrefix = 3;

    /// <summary>The key of the genesis record.</summary>
    public static byte[] GenesisKey => [GenesisPrefix];

    /// <summary>The key of a block's entry.</summary>
    public static byte[] EntryKey(ulong number) => NumberKey(EntryPrefix, number);

    /// <summary>The key of a block's hash.</summary>
    public static byte[] HashKey(ulong number) => NumberKey(HashPrefix, number);

    /// <summary>The key that leads from a transaction's hash to its place.</summary>
    public static byte[] TransactionKey(Bytes32 hash) => [TransactionPrefix, .. hash.Span];

    /// <summary>Writes an entry.</summary>
    public static byte[] Encode(BlockLogEntry entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Transactions.Count, MaxTransactions, nameof(entry));
        var size = HeadSizeBytes + ChecksumSizeBytes + entry.Transactions.Sum(transaction => 4 + transaction.Length);
        var encoded = new byte[size];
        encoded[0] = FormatVersion;
        BinaryPrimitives.WriteUInt64BigEndian(encoded.AsSpan(1), entry.Number);
        BinaryPrimitives.WriteUInt64BigEndian(encoded.AsSpan(9), entry.TimestampSeconds);
        BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(17), entry.Transactions.Count);
        var position = HeadSizeBytes;
        foreach (var transaction in entry.Transactions)
        {
            BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(position), transaction.Length);
            transaction.Span.CopyTo(encoded.AsSpan(position + 4));
            position += 4 + transaction.Length;
        }

        Checksum(encoded.AsSpan(0, position)).CopyTo(encoded.AsSpan(position));
        return encoded;
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="encoded">The value; the entry's transactions are slices of it.</param>
    /// <param name="number">The number in the entry's key, which must be the one in the value.</param>
    /// <exception cref="BlockLogException">The bytes are no entry, or another block's.</exception>
    public static BlockLogEntry Decode(ReadOnlyMemory<byte> encoded, ulong number)
    {
        var bytes = encoded.Span;
        if (bytes.Length < HeadSizeBytes + ChecksumSizeBytes) throw Damaged(number, "it is torn");
        if (!Checksum(bytes[..^ChecksumSizeBytes]).SequenceEqual(bytes[^ChecksumSizeBytes..]))
            throw Damaged(number, "its checksum differs");
        if (bytes[0] != FormatVersion) throw Damaged(number, "its version is unknown");
        if (BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]) != number) throw Damaged(number, "it belongs to another block");
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes[17..]);
        if (count is < 0 or > MaxTransactions) throw Damaged(number, "its count is out of range");
        var transactions = new List<ReadOnlyMemory<byte>>(Math.Min(count, bytes.Length / 4));
        var end = bytes.Length - ChecksumSizeBytes;
        var position = HeadSizeBytes;
        for (var index = 0; index < count; index++)
        {
            if (end - position < 4) throw Damaged(number, "it is torn");
            var size = BinaryPrimitives.ReadInt32BigEndian(bytes[position..]);
            position += 4;
            if (size is < 0 or > ChainLimits.MaxTransactionSizeBytes || size > end - position)
                throw Damaged(number, "a size is out of range");
            transactions.Add(encoded.Slice(position, size));
            position += size;
        }

        return position == end
            ? new BlockLogEntry(number, BinaryPrimitives.ReadUInt64BigEndian(bytes[9..]), transactions)
            : throw Damaged(number, "it has trailing bytes");
    }

    /// <summary>Writes a transaction's place.</summary>
    public static byte[] EncodePlace(ulong number, int index)
    {
        var place = new byte[12];
        BinaryPrimitives.WriteUInt64BigEndian(place, number);
        BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(8), index);
        return place;
    }

    /// <summary>Reads a transaction's place.</summary>
    /// <exception cref="BlockLogException">The bytes are no place.</exception>
    public static (ulong Number, int Index) DecodePlace(ReadOnlySpan<byte> place) =>
        place.Length == 12
            ? (BinaryPrimitives.ReadUInt64BigEndian(place), BinaryPrimitives.ReadInt32BigEndian(place[8..]))
            : throw new BlockLogException("The block log's index of transactions is damaged.");

    private static byte[] NumberKey(byte prefix, ulong number)
    {
        var key = new byte[9];
        key[0] = prefix;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), number);
        return key;
    }

    private static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes).AsSpan(0, ChecksumSizeBytes);

    private static BlockLogException Damaged(ulong number, string how) =>
        new($"The block log's entry of block {number} is damaged: {how}.");
}
