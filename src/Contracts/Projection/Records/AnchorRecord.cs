using Ledger.Contracts.Ids;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A batch of off-chain events that a partner anchored.</summary>
/// <param name="Partner">Who anchored it.</param>
/// <param name="Seq">The partner's seq after it.</param>
/// <param name="MerkleRoot">The root of the tree of its events.</param>
/// <param name="Count">How many events it has.</param>
/// <param name="Event">The event.</param>
/// <param name="TimestampSeconds">When it was anchored, unix seconds.</param>
public readonly record struct AnchorRecord(PartnerId Partner, uint Seq, Bytes32 MerkleRoot, uint Count, EventRef Event, ulong TimestampSeconds)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static AnchorRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new AnchorRecord(new PartnerId(reader.UInt32()), reader.UInt32(), reader.Hash(), reader.UInt32(), reader.Event(), reader.UInt64());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .UInt32(Partner.Value)
        .UInt32(Seq)
        .Hash(MerkleRoot)
        .UInt32(Count)
        .Event(Event)
        .UInt64(TimestampSeconds);
}
