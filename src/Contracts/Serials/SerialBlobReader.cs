using System.Buffers.Binary;

namespace Ledger.Contracts.Serials;

/// <summary>Reads whole fields of a blob and names the offset when one is missing.</summary>
internal ref struct SerialBlobReader
{
    private readonly ReadOnlySpan<byte> _blob;

    /// <summary>Reads from the blob's first byte.</summary>
    public SerialBlobReader(ReadOnlySpan<byte> blob) => _blob = blob;

    /// <summary>The next byte's place.</summary>
    public int Offset { get; private set; }

    /// <summary>The bytes not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _blob[Offset..];

    /// <summary>Reads one byte.</summary>
    public byte ReadByte() => Read(1)[0];

    /// <summary>Reads a 16-bit number, big-endian.</summary>
    public int ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Read(2));

    /// <summary>Reads a big-endian number of at most 16 bytes.</summary>
    public UInt128 ReadNumber(int sizeBytes)
    {
        UInt128 value = 0;
        foreach (var part in Read(sizeBytes)) value = value << 8 | part;
        return value;
    }

    /// <summary>Reads bytes.</summary>
    public ReadOnlySpan<byte> Read(int sizeBytes)
    {
        if (sizeBytes > _blob.Length - Offset)
            throw new SerialListException(SerialErrorCode.Truncated, _blob.Length, "The blob ends inside a field.");
        var bytes = _blob.Slice(Offset, sizeBytes);
        Offset += sizeBytes;
        return bytes;
    }

    /// <summary>Ends reading.</summary>
    public readonly void ExpectEnd()
    {
        if (Offset != _blob.Length)
            throw new SerialListException(SerialErrorCode.TrailingBytes, Offset, "Bytes follow the last serial.");
    }
}
