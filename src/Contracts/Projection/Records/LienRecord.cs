using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A lien.</summary>
/// <param name="Word">Its storage word.</param>
/// <param name="Terms">The hash of its off-chain terms.</param>
/// <param name="Created">The event of its creation.</param>
/// <param name="TimestampSeconds">When it was created, unix seconds.</param>
/// <param name="Ended">The event of its end; all zero while it is alive.</param>
public sealed record LienRecord(
    LienWord Word,
    Bytes32 Terms,
    EventRef Created,
    ulong TimestampSeconds,
    EventRef Ended)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static LienRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new LienRecord(
            new LienWord(reader.Word()),
            reader.Hash(),
            reader.Event(),
            reader.UInt64(),
            reader.Event());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Word(Word.Word)
        .Hash(Terms)
        .Event(Created)
        .UInt64(TimestampSeconds)
        .Event(Ended);

    /// <summary>Reads only the word of a row: what most events need.</summary>
    internal static LienWord ReadWord(ReadOnlySpan<byte> value) => new(new RecordReader(value, Version).Word());
}
