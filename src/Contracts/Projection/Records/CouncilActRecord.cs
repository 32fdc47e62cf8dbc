using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>An act of the council.</summary>
/// <param name="State">Pending, executed or cancelled.</param>
/// <param name="Target">The contract it calls.</param>
/// <param name="Selector">The function it calls.</param>
/// <param name="ReadyAtSeconds">From when on it may be executed, unix seconds.</param>
/// <param name="ExpiresAtSeconds">Until when, unix seconds.</param>
/// <param name="Document">The hash of the document that it named, or zero.</param>
/// <param name="Approved">The event of its approval.</param>
/// <param name="Ended">The event of its execution or cancellation; all zero while it is pending.</param>
/// <param name="Data">The call's data.</param>
public sealed record CouncilActRecord(
    CouncilActState State,
    Address Target,
    Selector Selector,
    ulong ReadyAtSeconds,
    ulong ExpiresAtSeconds,
    Bytes32 Document,
    EventRef Approved,
    EventRef Ended,
    byte[] Data)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static CouncilActRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new CouncilActRecord(
            (CouncilActState)reader.Byte(),
            reader.Account(),
            new Selector(reader.UInt32()),
            reader.UInt64(),
            reader.UInt64(),
            reader.Hash(),
            reader.Event(),
            reader.Event(),
            reader.Blob().ToArray());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Byte((byte)State)
        .Account(Target)
        .UInt32(Selector.Value)
        .UInt64(ReadyAtSeconds)
        .UInt64(ExpiresAtSeconds)
        .Hash(Document)
        .Event(Approved)
        .Event(Ended)
        .Blob(Data);
}
