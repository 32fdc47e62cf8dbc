using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Records;

/// <summary>The units under a lien that is alive.</summary>
/// <param name="Entries">Sorted; none is zero.</param>
public sealed record LienSumRecord(IReadOnlyList<LienSumRecord.Entry> Entries)
{
    private const byte Version = 1;
    private const int EntrySizeBytes = 21;

    /// <summary>One owner's units of one lot.</summary>
    /// <param name="Owner">The owner.</param>
    /// <param name="Product">The product.</param>
    /// <param name="Lot">The lot.</param>
    /// <param name="Status">The status of the held token they are in.</param>
    /// <param name="Units">How many.</param>
    public readonly record struct Entry(PartnerId Owner, ProductId Product, LotId Lot, TokenStatus Status, ulong Units);

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static LienSumRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var entries = new List<Entry>(value.Length / EntrySizeBytes);
        while (!reader.AtEnd)
        {
            entries.Add(new Entry(new(reader.UInt32()), new(reader.UInt32()), new(reader.UInt32()), (TokenStatus)reader.Byte(), reader.UInt64()));
        }

        return new LienSumRecord(entries);
    }

    internal RecordWriter Write(RecordWriter writer)
    {
        writer.Start(Version);
        foreach (var e in Entries) writer.UInt32(e.Owner.Value).UInt32(e.Product.Value).UInt32(e.Lot.Value).Byte((byte)e.Status).UInt64(e.Units);
        return writer;
    }
}
