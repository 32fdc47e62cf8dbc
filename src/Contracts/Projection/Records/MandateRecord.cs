namespace Ledger.Contracts.Projection.Records;

/// <summary>A custodian may move custody of an owner's goods on its own.</summary>
/// <param name="UntilSeconds">The last unix second at which it may.</param>
/// <param name="Event">The event that said so.</param>
public readonly record struct MandateRecord(ulong UntilSeconds, EventRef Event)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static MandateRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new MandateRecord(reader.UInt64(), reader.Event());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer.Start(Version).UInt64(UntilSeconds).Event(Event);
}
