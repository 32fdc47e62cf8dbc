using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Records;

/// <summary>How a token came to be destroyed, exported or consumed.</summary>
/// <param name="Status">The final status.</param>
/// <param name="Detail">Exported: the country, ISO 3166-1 numeric; consumed: the run made of it; else 0.</param>
/// <param name="Owner">Who had title.</param>
/// <param name="Custodian">Who had it.</param>
/// <param name="Event">The event.</param>
/// <param name="TimestampSeconds">When, unix seconds.</param>
public readonly record struct EndingRecord(TokenStatus Status, uint Detail, PartnerId Owner, PartnerId Custodian, EventRef Event, ulong TimestampSeconds)
{
    private const byte Version = 1;

    /// <summary>The run made of it, or none.</summary>
    public RunId ConsumedBy => Status == TokenStatus.Consumed ? new(Detail) : default;

    /// <summary>The country that it went to, ISO 3166-1 numeric, or 0.</summary>
    public uint ExportedTo => Status == TokenStatus.Exported ? Detail : 0;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static EndingRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new EndingRecord(
            (TokenStatus)reader.Byte(), reader.UInt32(), new PartnerId(reader.UInt32()), new PartnerId(reader.UInt32()), reader.Event(), reader.UInt64());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Byte((byte)Status)
        .UInt32(Detail)
        .UInt32(Owner.Value)
        .UInt32(Custodian.Value)
        .Event(Event)
        .UInt64(TimestampSeconds);
}
