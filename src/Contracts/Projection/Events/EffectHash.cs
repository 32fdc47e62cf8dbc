using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Events;

/// <summary>
/// The running digest: <c>SHA-256(previous digest ‖ block hash ‖ effects)</c>, effects in the order in which they were made.
/// An effect is <c>kind 1 ‖ operation 1 ‖ key length 1 ‖ key ‖ value length 4 ‖ value</c>, or an entry of a subject's history.
/// </summary>
internal sealed class EffectHash : IDisposable
{
    private const byte Written = 1;
    private const byte Deleted = 2;
    private const byte HistoryMark = 0xff;
    private const int HeaderSizeBytes = 3;
    private const int HistorySizeBytes = 1 + 1 + sizeof(ulong) + sizeof(uint) + (2 * sizeof(uint)) + sizeof(uint) + 1 + StorageWord.SizeBytes;
    private const int BufferSizeBytes = 1 << 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferSizeBytes];
    private int _length;

    public void Start(in Bytes32 previous, in Bytes32 blockHash)
    {
        // What an abandoned block left behind is dropped.
        _length = 0;
        _hash.GetHashAndReset();
        previous.Span.CopyTo(Next(Bytes32.SizeBytes));
        blockHash.Span.CopyTo(Next(Bytes32.SizeBytes));
    }

    public void Write(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Header(kind, Written, key);
        BinaryPrimitives.WriteInt32BigEndian(Next(sizeof(int)), value.Length);
        Append(value);
    }

    public void Delete(EntityKind kind, ReadOnlySpan<byte> key) => Header(kind, Deleted, key);

    public void History(in HistoryEntry entry)
    {
        var effect = Next(HistorySizeBytes);
        effect[0] = HistoryMark;
        effect[1] = (byte)entry.Kind;
        BinaryPrimitives.WriteUInt64BigEndian(effect[2..], entry.Id);
        BinaryPrimitives.WriteUInt32BigEndian(effect[10..], entry.Seq);
        BinaryPrimitives.WriteUInt32BigEndian(effect[14..], entry.Event.TransactionIndex);
        BinaryPrimitives.WriteUInt32BigEndian(effect[18..], entry.Event.LogIndex);
        BinaryPrimitives.WriteUInt32BigEndian(effect[22..], entry.EventTopic);
        effect[26] = entry.Binds ? (byte)1 : (byte)0;
        entry.SlotAfter.Span.CopyTo(effect[27..]);
    }

    public Bytes32 Finish()
    {
        Flush();
        Span<byte> digest = stackalloc byte[Bytes32.SizeBytes];
        _hash.GetHashAndReset(digest);
        return new Bytes32(digest);
    }

    public void Dispose() => _hash.Dispose();

    private void Header(EntityKind kind, byte operation, ReadOnlySpan<byte> key)
    {
        var header = Next(HeaderSizeBytes);
        header[0] = (byte)kind;
        header[1] = operation;
        header[2] = (byte)key.Length;
        Append(key);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferSizeBytes)
        {
            Flush();
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(Next(bytes.Length));
    }

    private Span<byte> Next(int sizeBytes)
    {
        if (_length + sizeBytes > BufferSizeBytes) Flush();
        var next = _buffer.AsSpan(_length, sizeBytes);
        _length += sizeBytes;
        return next;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
