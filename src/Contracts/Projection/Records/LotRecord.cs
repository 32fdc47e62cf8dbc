using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A lot.</summary>
/// <param name="Word">Its storage word.</param>
/// <param name="Gtin">The GTIN as a number.</param>
/// <param name="Markets">The markets it is intended for, a bit set as a big-endian number; zero for no restriction.</param>
/// <param name="Opened">The event of its first run.</param>
/// <param name="TimestampSeconds">When its first run was commissioned, unix seconds.</param>
/// <param name="Code">The lot code.</param>
public sealed record LotRecord(
    LotWord Word,
    ulong Gtin,
    Bytes32 Markets,
    EventRef Opened,
    ulong TimestampSeconds,
    string Code)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static LotRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new LotRecord(
            new LotWord(reader.Word()),
            reader.UInt64(),
            reader.Hash(),
            reader.Event(),
            reader.UInt64(),
            reader.Text());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Word(Word.Word)
        .UInt64(Gtin)
        .Hash(Markets)
        .Event(Opened)
        .UInt64(TimestampSeconds)
        .Text(Code);

    /// <summary>Reads only the word of a row: what most events need.</summary>
    internal static LotWord ReadWord(ReadOnlySpan<byte> value) => new(new RecordReader(value, Version).Word());
}
