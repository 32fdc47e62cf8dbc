using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Embedded;

/// <summary>Makes and parses snapshot files: magic (8) | number (8) | hash (32) | genesis hash (32) | size (8) | state | SHA-256 of all
/// before (32).</summary>
internal static class SnapshotCodec
{
    private const int HeadSizeBytes = 8 + 8 + 32 + 32 + 8;
    private const int ChecksumSizeBytes = 32;

    private static ReadOnlySpan<byte> Magic => "LDGSNAP1"u8;

    /// <summary>Writes a file's content.</summary>
    public static byte[] Encode(StateSnapshot snapshot)
    {
        var encoded = new byte[HeadSizeBytes + snapshot.State.Length + ChecksumSizeBytes];
        Magic.CopyTo(encoded);
        BinaryPrimitives.WriteUInt64BigEndian(encoded.AsSpan(8), snapshot.Number);
        snapshot.Hash.Span.CopyTo(encoded.AsSpan(16));
        snapshot.GenesisHash.Span.CopyTo(encoded.AsSpan(48));
        BinaryPrimitives.WriteInt64BigEndian(encoded.AsSpan(80), snapshot.State.Length);
        snapshot.State.Span.CopyTo(encoded.AsSpan(HeadSizeBytes));
        SHA256.HashData(encoded.AsSpan(0, encoded.Length - ChecksumSizeBytes), encoded.AsSpan(encoded.Length - ChecksumSizeBytes));
        return encoded;
    }

    /// <summary>Reads a file's content.</summary>
    /// <returns>Null when it is torn, damaged or something else.</returns>
    public static StateSnapshot? Decode(ReadOnlyMemory<byte> encoded)
    {
        var bytes = encoded.Span;
        if (bytes.Length < HeadSizeBytes + ChecksumSizeBytes || !bytes.StartsWith(Magic)) return null;
        if (BinaryPrimitives.ReadInt64BigEndian(bytes[80..]) != bytes.Length - HeadSizeBytes - ChecksumSizeBytes) return null;
        if (!SHA256.HashData(bytes[..^ChecksumSizeBytes]).AsSpan().SequenceEqual(bytes[^ChecksumSizeBytes..])) return null;
        return new StateSnapshot(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            new Bytes32(bytes.Slice(16, 32)),
            new Bytes32(bytes.Slice(48, 32)),
            encoded[HeadSizeBytes..^ChecksumSizeBytes]);
    }
}
