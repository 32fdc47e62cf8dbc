using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A shipment.</summary>
/// <param name="Word">Its storage word: parties, carrier, until when, state, open disputes.</param>
/// <param name="Manifest">Keccak-256 of the ids of its tokens, 32 bytes each.</param>
/// <param name="Tokens">How many tokens departed.</param>
/// <param name="Departed">The event of its departure.</param>
/// <param name="DepartedSeconds">When it departed, unix seconds.</param>
/// <param name="Closed">The event that received, cancelled or expired it; all zero while it is in transit.</param>
/// <param name="ClosedSeconds">When that was, unix seconds; 0 while it is in transit.</param>
/// <param name="Receipt">What its receipt stated; all zero without one.</param>
public sealed record ShipmentRecord(
    ShipmentWord Word,
    Bytes32 Manifest,
    uint Tokens,
    EventRef Departed,
    ulong DepartedSeconds,
    EventRef Closed,
    ulong ClosedSeconds,
    ShipmentReceipt Receipt)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static ShipmentRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new ShipmentRecord(
            new ShipmentWord(reader.Word()),
            reader.Hash(),
            reader.UInt32(),
            reader.Event(),
            reader.UInt64(),
            reader.Event(),
            reader.UInt64(),
            new ShipmentReceipt(
                reader.UInt32(),
                reader.UInt32(),
                new HoldId(reader.UInt32()),
                reader.UInt32(),
                reader.UInt32(),
                reader.UInt32(),
                reader.UInt32(),
                reader.UInt32()));
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Word(Word.Word)
        .Hash(Manifest)
        .UInt32(Tokens)
        .Event(Departed)
        .UInt64(DepartedSeconds)
        .Event(Closed)
        .UInt64(ClosedSeconds)
        .UInt32(Receipt.Accepted)
        .UInt32(Receipt.Quarantined)
        .UInt32(Receipt.Quarantine.Value)
        .UInt32(Receipt.Refused)
        .UInt32(Receipt.Missing)
        .UInt32(Receipt.Damaged)
        .UInt32(Receipt.Overages)
        .UInt32(Receipt.Corrections);

    /// <summary>Reads only the word of a row: what most events need.</summary>
    internal static ShipmentWord ReadWord(ReadOnlySpan<byte> value) => new(new RecordReader(value, Version).Word());
}
