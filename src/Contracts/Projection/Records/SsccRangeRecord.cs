using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Projection.Records;

/// <summary>The SSCCs of one level of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Level">Case or pallet.</param>
/// <param name="Count">How many tokens the level has.</param>
public readonly record struct SsccRangeRecord(RunId Run, TokenLevel Level, uint Count)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static SsccRangeRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var range = new SsccRangeRecord(new(reader.UInt32()), (TokenLevel)reader.Byte(), reader.UInt32());
        reader.End();
        return range;
    }

    /// <summary>The token with an SSCC, or null if it is beyond the range.</summary>
    /// <param name="first">The range's first SSCC without its check digit: the row's key.</param>
    /// <param name="sscc">18 digits as a number, check digit included.</param>
    public TokenId? Find(ulong first, ulong sscc) =>
        sscc / 10 >= first && (sscc / 10) - first < Count ? TokenId.Of(Run, Level, (uint)((sscc / 10) - first)) : null;

    internal RecordWriter Write(RecordWriter writer) => writer.Start(Version).UInt32(Run.Value).Byte((byte)Level).UInt32(Count);
}
