using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Projection.Records;

/// <summary>Something that came with a shipment and was no part of it.</summary>
/// <param name="Token">The token; none if the ledger does not know it and the receipt's document describes it.</param>
/// <param name="Count">How many of it.</param>
/// <param name="ReasonCode">A code, see <see cref="Words.ExceptionReason"/>.</param>
/// <param name="Event">The event.</param>
public readonly record struct OverageRecord(TokenId Token, uint Count, ushort ReasonCode, EventRef Event)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static OverageRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new OverageRecord(new TokenId(reader.UInt64()), reader.UInt32(), reader.UInt16(), reader.Event());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer.Start(Version).UInt64(Token.Value).UInt32(Count).UInt16(ReasonCode).Event(Event);
}
