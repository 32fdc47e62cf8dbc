using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A partner.</summary>
/// <param name="Word">Its storage word.</param>
/// <param name="Markets">The markets it is admitted to, a bit set as a big-endian number.</param>
/// <param name="Gln">Its GLN as a number, or 0.</param>
/// <param name="IdentityKey">Its Ed25519 key.</param>
/// <param name="Admitted">The event of its admission.</param>
/// <param name="TimestampSeconds">When it was admitted, unix seconds.</param>
/// <param name="Name">Its name.</param>
public sealed record PartnerRecord(
    PartnerWord Word,
    Bytes32 Markets,
    ulong Gln,
    Bytes32 IdentityKey,
    EventRef Admitted,
    ulong TimestampSeconds,
    string Name)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static PartnerRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new PartnerRecord(
            new PartnerWord(reader.Word()),
            reader.Hash(),
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
        .Hash(Markets)
        .UInt64(Gln)
        .Hash(IdentityKey)
        .Event(Admitted)
        .UInt64(TimestampSeconds)
        .Text(Name);

    /// <summary>Reads only the word of a row: what most events need.</summary>
    internal static PartnerWord ReadWord(ReadOnlySpan<byte> value) => new(new RecordReader(value, Version).Word());

    /// <summary>Reads only the name of a row: what most answers need.</summary>
    internal static string ReadName(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        reader.Word();
        reader.Hash();
        reader.UInt64();
        reader.Hash();
        reader.Event();
        reader.UInt64();
        var name = reader.Text();
        reader.End();
        return name;
    }
}
