using System.Buffers.Binary;
using System.Text;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>Writes a record: a version, then fields, big-endian. One writer serves one record after the other.</summary>
internal sealed class RecordWriter
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private byte[] _buffer = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public RecordWriter Start(byte version)
    {
        _length = 0;
        return Byte(version);
    }

    public RecordWriter Byte(byte value)
    {
        Next(1)[0] = value;
        return this;
    }

    public RecordWriter UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Next(sizeof(ushort)), value);
        return this;
    }

    public RecordWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Next(sizeof(uint)), value);
        return this;
    }

    public RecordWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Next(sizeof(ulong)), value);
        return this;
    }

    public RecordWriter Word(StorageWord value)
    {
        value.Write(Next(StorageWord.SizeBytes));
        return this;
    }

    public RecordWriter Hash(in Bytes32 value) => Bytes(value.Span);

    public RecordWriter Account(in Address value) => Bytes(value.Span);

    public RecordWriter Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Next(value.Length));
        return this;
    }

    public RecordWriter Event(in EventRef value) => UInt64(value.Block).UInt32(value.TransactionIndex).UInt32(value.LogIndex).UInt32(value.ReceiptLogIndex);

    public RecordWriter Blob(ReadOnlySpan<byte> value) => UInt32((uint)value.Length).Bytes(value);

    public RecordWriter Text(string value) => Blob(StrictUtf8.GetBytes(value));

    private Span<byte> Next(int sizeBytes)
    {
        if (_length + sizeBytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_length + sizeBytes, _buffer.Length * 2));
        var next = _buffer.AsSpan(_length, sizeBytes);
        _length += sizeBytes;
        return next;
    }
}
