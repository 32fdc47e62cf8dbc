using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Records;

/// <summary>How many units a lot ever had, and what became of those that are no longer in circulation.</summary>
/// <param name="Commissioned">Units of all its runs.</param>
/// <param name="Dispensed">Units dispensed.</param>
/// <param name="Destroyed">Units destroyed, on their own or inside something.</param>
/// <param name="Exported">Units exported.</param>
/// <param name="Consumed">Units that became part of another product.</param>
/// <param name="Lost">Units lost now.</param>
/// <param name="Stolen">Units stolen now.</param>
public readonly record struct LotUnits(ulong Commissioned, ulong Dispensed, ulong Destroyed, ulong Exported, ulong Consumed, ulong Lost, ulong Stolen)
{
    private const byte Version = 2;

    /// <summary>Units in circulation: neither ended nor missing.</summary>
    public ulong InCirculation => Commissioned - Dispensed - Destroyed - Exported - Consumed - Lost - Stolen;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static LotUnits Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var units = new LotUnits(reader.UInt64(), reader.UInt64(), reader.UInt64(), reader.UInt64(), reader.UInt64(), reader.UInt64(), reader.UInt64());
        reader.End();
        return units;
    }

    /// <summary>With units more (or, negative, fewer) in a status; active and in transit are not counted.</summary>
    internal LotUnits With(TokenStatus status, long units)
    {
        var more = unchecked((ulong)units);
        return status switch
        {
            TokenStatus.Dispensed => this with { Dispensed = Dispensed + more },
            TokenStatus.Destroyed => this with { Destroyed = Destroyed + more },
            TokenStatus.Exported => this with { Exported = Exported + more },
            TokenStatus.Consumed => this with { Consumed = Consumed + more },
            TokenStatus.Lost => this with { Lost = Lost + more },
            TokenStatus.Stolen => this with { Stolen = Stolen + more },
            _ => this,
        };
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .UInt64(Commissioned)
        .UInt64(Dispensed)
        .UInt64(Destroyed)
        .UInt64(Exported)
        .UInt64(Consumed)
        .UInt64(Lost)
        .UInt64(Stolen);
}
