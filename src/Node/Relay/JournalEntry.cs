using System.Buffers.Binary;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Relay;

/// <summary>A transaction that is on its way: signed, and on the device before it is sent.</summary>
/// <param name="Nonce">The relay account's nonce in it.</param>
/// <param name="Cursor">The newest block in the index when it was written: it is in none up to that one.</param>
/// <param name="Digests">The messages in it, in order; none when it settles something that needs no signature.</param>
/// <param name="Raw">The transaction; these bytes and no others are ever sent with this nonce.</param>
internal sealed record JournalEntry(ulong Nonce, ulong Cursor, IReadOnlyList<Bytes32> Digests, byte[] Raw)
{
    private const byte Version = 1;
    private const int HeadSizeBytes = 1 + sizeof(ulong) + sizeof(ulong) + sizeof(ushort);

    /// <summary>The transaction's hash.</summary>
    public Bytes32 Hash { get; } = Keccak256.Hash(Raw);

    /// <summary>Writes the row.</summary>
    public byte[] Encode()
    {
        var row = new byte[HeadSizeBytes + (Digests.Count * Bytes32.SizeBytes) + Raw.Length];
        row[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(row.AsSpan(1), Nonce);
        BinaryPrimitives.WriteUInt64BigEndian(row.AsSpan(9), Cursor);
        BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(17), (ushort)Digests.Count);
        var rest = row.AsSpan(HeadSizeBytes);
        foreach (var digest in Digests)
        {
            digest.Span.CopyTo(rest);
            rest = rest[Bytes32.SizeBytes..];
        }

        Raw.CopyTo(rest);
        return row;
    }

    /// <summary>Reads the row.</summary>
    /// <exception cref="JournalException">It is not one.</exception>
    public static JournalEntry Decode(ReadOnlySpan<byte> row)
    {
        if (row.Length < HeadSizeBytes || row[0] != Version) throw new JournalException($"A row of the relay's journal has {row.Length} bytes or an unknown version.");
        var count = BinaryPrimitives.ReadUInt16BigEndian(row[17..]);
        var raw = HeadSizeBytes + (count * Bytes32.SizeBytes);
        if (count > RelayLimits.MaxMessagesPerRequest || row.Length <= raw) throw new JournalException("A row of the relay's journal is torn.");
        var digests = new Bytes32[count];
        for (var i = 0; i < count; i++) digests[i] = new(row.Slice(HeadSizeBytes + (i * Bytes32.SizeBytes), Bytes32.SizeBytes));
        return new(BinaryPrimitives.ReadUInt64BigEndian(row[1..]), BinaryPrimitives.ReadUInt64BigEndian(row[9..]), digests, row[raw..].ToArray());
    }
}
