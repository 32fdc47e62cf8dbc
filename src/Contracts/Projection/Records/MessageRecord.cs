using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>The outcome of a signed message.</summary>
/// <param name="State">Applied, or failed as it stood.</param>
/// <param name="Event">The event that says so.</param>
/// <param name="Document">The hash of the document that an applied message named, or zero.</param>
/// <param name="Reason">The revert data of a failed message, cut to 1,024 bytes.</param>
public sealed record MessageRecord(
    MessageState State,
    EventRef Event,
    Bytes32 Document,
    byte[] Reason)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static MessageRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new MessageRecord(
            (MessageState)reader.Byte(),
            reader.Event(),
            reader.Hash(),
            reader.Blob().ToArray());
        reader.End();
        return record;
    }

    /// <summary>Writes the row that <see cref="Read"/> reads.</summary>
    public byte[] Encode() => Write(new RecordWriter()).Written.ToArray();

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Byte((byte)State)
        .Event(Event)
        .Hash(Document)
        .Blob(Reason);
}
