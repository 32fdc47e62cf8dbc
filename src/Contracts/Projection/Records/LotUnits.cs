namespace Ledger.Contracts.Projection.Records;

/// <summary>How many units a lot ever had, and how many were dispensed.</summary>
/// <param name="Commissioned">Units of all its runs.</param>
/// <param name="Dispensed">Units dispensed.</param>
public readonly record struct LotUnits(ulong Commissioned, ulong Dispensed)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static LotUnits Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var units = new LotUnits(reader.UInt64(), reader.UInt64());
        reader.End();
        return units;
    }

    internal RecordWriter Write(RecordWriter writer) => writer.Start(Version).UInt64(Commissioned).UInt64(Dispensed);
}
