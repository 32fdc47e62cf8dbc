using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A product.</summary>
/// <param name="Word">Its storage word in Tokens.</param>
/// <param name="CatalogueWord">Its storage word in Catalogue.</param>
/// <param name="Gtin">The GTIN as a number.</param>
/// <param name="Issuer">Who registered it.</param>
/// <param name="Registered">The event.</param>
/// <param name="TimestampSeconds">When, unix seconds.</param>
/// <param name="Name">Its name.</param>
public sealed record ProductRecord(
    ProductWord Word,
    StorageWord CatalogueWord,
    ulong Gtin,
    PartnerId Issuer,
    EventRef Registered,
    ulong TimestampSeconds,
    string Name)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static ProductRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new ProductRecord(
            new ProductWord(reader.Word()),
            reader.Word(),
            reader.UInt64(),
            new PartnerId(reader.UInt32()),
            reader.Event(),
            reader.UInt64(),
            reader.Text());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Word(Word.Word)
        .Word(CatalogueWord)
        .UInt64(Gtin)
        .UInt32(Issuer.Value)
        .Event(Registered)
        .UInt64(TimestampSeconds)
        .Text(Name);

    /// <summary>Reads only the word of a row: what most events need.</summary>
    internal static ProductWord ReadWord(ReadOnlySpan<byte> value) => new(new RecordReader(value, Version).Word());
}
