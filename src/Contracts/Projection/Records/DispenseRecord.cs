namespace Ledger.Contracts.Projection.Records;

/// <summary>The dispensing events of units without a record, for 256 neighbours.</summary>
/// <param name="Events">In the order of the chain; no unit is in two of them.</param>
public sealed record DispenseRecord(IReadOnlyList<DispenseRecord.Span> Events)
{
    private const byte Version = 1;
    private const int EntrySizeBytes = 22;

    /// <summary>One event's units among the 256.</summary>
    /// <param name="First">The first unit's number within the word.</param>
    /// <param name="Last">The last unit's, inclusive.</param>
    /// <param name="Event">The event.</param>
    public readonly record struct Span(byte First, byte Last, EventRef Event);

    /// <summary>The event that dispensed a unit, or null.</summary>
    /// <param name="number">The unit's number within the word: the lowest 8 bits of its id.</param>
    public EventRef? Find(byte number)
    {
        foreach (var span in Events)
        {
            if (span.First <= number && number <= span.Last) return span.Event;
        }

        return null;
    }

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static DispenseRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var events = new List<Span>(value.Length / EntrySizeBytes);
        while (!reader.AtEnd) events.Add(new Span(reader.Byte(), reader.Byte(), reader.Event()));
        return new DispenseRecord(events);
    }

    /// <summary>Writes the row that <see cref="Read"/> reads.</summary>
    public byte[] Encode() => Write(new RecordWriter()).Written.ToArray();

    internal RecordWriter Write(RecordWriter writer)
    {
        writer.Start(Version);
        foreach (var span in Events) writer.Byte(span.First).Byte(span.Last).Event(span.Event);
        return writer;
    }
}
