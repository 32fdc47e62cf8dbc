using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;

namespace Ledger.Node.Index.Serials;

/// <summary>Where a run's serials are: the row of <c>run_ordinal</c>, keyed by the run id, big-endian.</summary>
/// <param name="FirstChunk">The first chunk's number.</param>
/// <param name="Count">Units of the run.</param>
/// <param name="Codec">The codec of the calldata. Codecs are canonical, so it is all that is needed to give the blob back.</param>
/// <param name="Gtin">The product.</param>
internal readonly record struct RunRow(uint FirstChunk, int Count, SerialCodec Codec, ulong Gtin)
{
    /// <summary>The key's size.</summary>
    public const int KeySizeBytes = 4;

    /// <summary>The row's size.</summary>
    public const int SizeBytes = 15;

    /// <summary>Writes a key.</summary>
    public static void WriteKey(RunId run, Span<byte> key) => BinaryPrimitives.WriteUInt32BigEndian(key, run.Value);

    /// <summary>Reads a row.</summary>
    public static RunRow Read(ReadOnlySpan<byte> row)
    {
        if (row.Length != SizeBytes) throw new SerialIndexCorruptException($"A row of run_ordinal has {row.Length} bytes, not {SizeBytes}.");
        return new(
            BinaryPrimitives.ReadUInt32BigEndian(row),
            BinaryPrimitives.ReadUInt16BigEndian(row[4..]),
            (SerialCodec)row[6],
            BinaryPrimitives.ReadUInt64BigEndian(row[7..]));
    }

    /// <summary>Writes the row.</summary>
    public void Write(Span<byte> row)
    {
        BinaryPrimitives.WriteUInt32BigEndian(row, FirstChunk);
        BinaryPrimitives.WriteUInt16BigEndian(row[4..], (ushort)Count);
        row[6] = (byte)Codec;
        BinaryPrimitives.WriteUInt64BigEndian(row[7..], Gtin);
    }
}
