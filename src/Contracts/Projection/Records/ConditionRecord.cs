using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A condition that was attested of a token.</summary>
/// <param name="Partner">Who attested it.</param>
/// <param name="Kind">What it is about, see <see cref="ConditionKind"/>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="DataHash">The hash of the off-chain data.</param>
/// <param name="Quarantine">The hold that an excursion placed, or none.</param>
/// <param name="Event">The event.</param>
/// <param name="TimestampSeconds">When it was attested, unix seconds.</param>
public readonly record struct ConditionRecord(
    PartnerId Partner,
    ushort Kind,
    ConditionSeverity Severity,
    Bytes32 DataHash,
    HoldId Quarantine,
    EventRef Event,
    ulong TimestampSeconds)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static ConditionRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new ConditionRecord(
            new PartnerId(reader.UInt32()),
            reader.UInt16(),
            (ConditionSeverity)reader.Byte(),
            reader.Hash(),
            new HoldId(reader.UInt32()),
            reader.Event(),
            reader.UInt64());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .UInt32(Partner.Value)
        .UInt16(Kind)
        .Byte((byte)Severity)
        .Hash(DataHash)
        .UInt32(Quarantine.Value)
        .Event(Event)
        .UInt64(TimestampSeconds);
}
