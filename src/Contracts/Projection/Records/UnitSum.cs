namespace Ledger.Contracts.Projection.Records;

/// <summary>How many units a partner has of a lot in one status.</summary>
/// <param name="Owned">Units it has title to.</param>
/// <param name="Custody">Units in its possession.</param>
/// <param name="Pledged">Of the owned, units under a lien that is alive.</param>
public readonly record struct UnitSum(ulong Owned, ulong Custody, ulong Pledged)
{
    private const byte Version = 1;

    /// <summary>Whether all are zero.</summary>
    public bool IsZero => (Owned | Custody | Pledged) == 0;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static UnitSum Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var sum = new UnitSum(reader.UInt64(), reader.UInt64(), reader.UInt64());
        reader.End();
        return sum;
    }

    internal RecordWriter Write(RecordWriter writer) => writer.Start(Version).UInt64(Owned).UInt64(Custody).UInt64(Pledged);
}
