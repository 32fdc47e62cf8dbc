using System.Buffers.Binary;
using System.Text;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>Reads what <see cref="RecordWriter"/> writes; anything else is a <see cref="RecordFormatException"/>.</summary>
internal ref struct RecordReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest;

    public RecordReader(ReadOnlySpan<byte> value, byte version)
    {
        _rest = value;
        if (Byte() != version) throw new RecordFormatException($"The record's version is {value[0]}, expected {version}.");
    }

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Next(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Next(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Next(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Next(sizeof(ulong)));

    public StorageWord Word() => StorageWord.Read(Next(StorageWord.SizeBytes));

    public Bytes32 Hash() => new(Next(Bytes32.SizeBytes));

    public Address Account() => new(Next(Address.SizeBytes));

    public EventRef Event() => new(UInt64(), UInt32(), UInt32(), UInt32());

    public ReadOnlySpan<byte> Bytes(int sizeBytes) => Next(sizeBytes);

    public ReadOnlySpan<byte> Blob()
    {
        var length = UInt32();
        return length <= (uint)_rest.Length ? Next((int)length) : throw new RecordFormatException($"The record ends within a field of {length} bytes.");
    }

    public string Text()
    {
        try
        {
            return StrictUtf8.GetString(Blob());
        }
        catch (DecoderFallbackException)
        {
            throw new RecordFormatException("A text of the record is not UTF-8.");
        }
    }

    /// <summary>Reads a count of entries that follow, each of a fixed size.</summary>
    public int Count(int entrySizeBytes)
    {
        var count = UInt32();
        return count <= (uint)(_rest.Length / entrySizeBytes) ? (int)count : throw new RecordFormatException($"The record ends within a list of {count} entries.");
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty) throw new RecordFormatException($"The record has {_rest.Length} bytes too many.");
    }

    private ReadOnlySpan<byte> Next(int sizeBytes)
    {
        if (_rest.Length < sizeBytes) throw new RecordFormatException($"The record ends {sizeBytes - _rest.Length} bytes too early.");
        var next = _rest[..sizeBytes];
        _rest = _rest[sizeBytes..];
        return next;
    }
}
