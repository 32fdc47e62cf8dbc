using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A hold: recall, quarantine, dispute, or a joint of two.</summary>
/// <param name="Word">Its storage word.</param>
/// <param name="Target">The product, lot, run or token it was placed on; 0 for a quarantine, which may be on several tokens (<see cref="EntityKind.HoldToken"/>), and for a joint.</param>
/// <param name="First">The first unit of a range.</param>
/// <param name="Last">The last unit of a range, inclusive.</param>
/// <param name="Placed">The event that placed it.</param>
/// <param name="TimestampSeconds">When it was placed, unix seconds.</param>
/// <param name="Lifted">The event that lifted it; all zero while it is in force.</param>
/// <param name="LiftedBy">Who lifted it, or none.</param>
/// <param name="Reason">Why it was placed; empty for a dispute and for the quarantine of a condition or a receipt.</param>
/// <param name="ReasonCode">Of a dispute: why, see <see cref="ExceptionReason"/>.</param>
/// <param name="Outcome">Of a dispute: how it ended.</param>
/// <param name="Cleared">Of a lot's recall: how many tokens were taken out of it.</param>
public sealed record HoldRecord(
    HoldWord Word,
    ulong Target,
    uint First,
    uint Last,
    EventRef Placed,
    ulong TimestampSeconds,
    EventRef Lifted,
    PartnerId LiftedBy,
    string Reason,
    ushort ReasonCode = 0,
    DisputeOutcome Outcome = DisputeOutcome.None,
    uint Cleared = 0)
{
    private const byte Version = 2;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static HoldRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new HoldRecord(
            new HoldWord(reader.Word()),
            reader.UInt64(),
            reader.UInt32(),
            reader.UInt32(),
            reader.Event(),
            reader.UInt64(),
            reader.Event(),
            new PartnerId(reader.UInt32()),
            reader.Text(),
            reader.UInt16(),
            (DisputeOutcome)reader.Byte(),
            reader.UInt32());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Word(Word.Word)
        .UInt64(Target)
        .UInt32(First)
        .UInt32(Last)
        .Event(Placed)
        .UInt64(TimestampSeconds)
        .Event(Lifted)
        .UInt32(LiftedBy.Value)
        .Text(Reason)
        .UInt16(ReasonCode)
        .Byte((byte)Outcome)
        .UInt32(Cleared);

    /// <summary>Reads only the word of a row: what most events need.</summary>
    internal static HoldWord ReadWord(ReadOnlySpan<byte> value) => new(new RecordReader(value, Version).Word());
}
