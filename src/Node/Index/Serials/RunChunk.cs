using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// A row of <c>run_blob</c>: 64 serials of a run, in the codec that takes least, behind what a lookup needs to know of the
/// run. Its key is the chunk's number, big-endian; ordinal <c>n</c> is serial <c>n % 64</c> of chunk <c>n / 64</c>, so a run
/// starts at a whole chunk and a serial is found with one read.
/// </summary>
internal readonly ref struct RunChunk
{
    /// <summary>Serials of a chunk; the last one of a run may have fewer.</summary>
    public const int Size = 64;

    /// <summary>The key's size.</summary>
    public const int KeySizeBytes = 4;

    /// <summary>The bytes before the serials: run, chunk of the run, GTIN.</summary>
    public const int HeaderSizeBytes = 14;

    private readonly ReadOnlySpan<byte> _row;

    /// <summary>Reads a row.</summary>
    public RunChunk(ReadOnlySpan<byte> row)
    {
        if (row.Length <= HeaderSizeBytes) throw new SerialIndexCorruptException($"A row of run_blob has only {row.Length} bytes.");
        _row = row;
    }

    /// <summary>The run.</summary>
    public RunId Run => new(BinaryPrimitives.ReadUInt32BigEndian(_row));

    /// <summary>The chunk's place in its run.</summary>
    public int Place => BinaryPrimitives.ReadUInt16BigEndian(_row[4..]);

    /// <summary>The product.</summary>
    public ulong Gtin => BinaryPrimitives.ReadUInt64BigEndian(_row[6..]);

    /// <summary>The encoded serials.</summary>
    public ReadOnlySpan<byte> Blob => _row[HeaderSizeBytes..];

    /// <summary>Writes a key.</summary>
    public static void WriteKey(uint chunk, Span<byte> key) => BinaryPrimitives.WriteUInt32BigEndian(key, chunk);

    /// <summary>Writes the bytes before the serials.</summary>
    public static void WriteHeader(Span<byte> row, RunId run, int place, ulong gtin)
    {
        BinaryPrimitives.WriteUInt32BigEndian(row, run.Value);
        BinaryPrimitives.WriteUInt16BigEndian(row[4..], (ushort)place);
        BinaryPrimitives.WriteUInt64BigEndian(row[6..], gtin);
    }

    /// <summary>The unit of a serial of this chunk.</summary>
    public UnitReference UnitAt(int index) => new(Run, Place * Size + index);

    /// <summary>Reads one serial.</summary>
    /// <returns>Its length.</returns>
    public int ReadAt(int index, Span<byte> serial)
    {
        try
        {
            return SerialBlob.ReadAt(Blob, index, serial);
        }
        catch (SerialListException error)
        {
            throw new SerialIndexCorruptException($"Chunk {Place} of run {Run} cannot be read.", error);
        }
    }

    /// <summary>Reads all serials.</summary>
    public SerialList ReadAll()
    {
        try
        {
            return SerialList.Decode(Blob);
        }
        catch (SerialListException error)
        {
            throw new SerialIndexCorruptException($"Chunk {Place} of run {Run} cannot be read.", error);
        }
    }
}
