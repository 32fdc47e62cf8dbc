using System.Runtime.InteropServices;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Events;

/// <summary>
/// Reads a log's fields in the order of the ABI, indexed ones from the topics. The hot path of the index: storage words stay words and
/// nothing is allocated, unlike with the generated events, against whose ABI a test holds every handler.
/// </summary>
internal ref struct EventReader
{
    private AbiReader _topics;
    private AbiReader _data;

    public EventReader(ReadOnlySpan<Bytes32> topics, ReadOnlySpan<byte> data, ref int topicBudget, ref int dataBudget)
    {
        var indexed = MemoryMarshal.AsBytes(topics[1..]);
        topicBudget = AbiReader.WordBudget(indexed);
        dataBudget = AbiReader.WordBudget(data);
        _topics = new AbiReader(indexed, ref topicBudget);
        _data = new AbiReader(data, ref dataBudget);
    }

    public ulong IndexedUInt64(int bits) => _topics.ReadUInt64(bits);

    public uint IndexedUInt32(int bits = 32) => (uint)_topics.ReadUInt64(bits);

    public Bytes32 IndexedHash() => _topics.ReadBytes32();

    public Address IndexedAddress() => _topics.ReadAddress();

    public uint IndexedSelector() => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(_topics.ReadFixedBytes(Selector.SizeBytes));

    public ulong UInt64(int bits) => _data.ReadUInt64(bits);

    public uint UInt32(int bits = 32) => (uint)_data.ReadUInt64(bits);

    public bool Boolean() => _data.ReadBoolean();

    public StorageWord Word() => StorageWord.Read(_data.ReadBytes32().Span);

    public Bytes32 Hash() => _data.ReadBytes32();

    public string Text() => _data.ReadString();

    public byte[] Bytes() => _data.ReadBytes().ToArray();

    public readonly void End()
    {
        _topics.ExpectEnd();
        _data.ExpectEnd();
    }
}
