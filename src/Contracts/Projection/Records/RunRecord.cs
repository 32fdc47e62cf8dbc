using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A run.</summary>
/// <param name="Word">Its storage word.</param>
/// <param name="Gtin">The GTIN as a number; 0 until the run's second event.</param>
/// <param name="FirstCaseSscc">The SSCC of the first default case as a number of 18 digits, or 0.</param>
/// <param name="FirstPalletSscc">The SSCC of the first default pallet, or 0.</param>
/// <param name="Codec">How the serial list is encoded.</param>
/// <param name="SerialsHash">Keccak-256 of the serial list in the calldata.</param>
/// <param name="Commissioned">The event that carried the hash.</param>
/// <param name="TimestampSeconds">When it was commissioned, unix seconds.</param>
public sealed record RunRecord(
    RunWord Word,
    ulong Gtin,
    ulong FirstCaseSscc,
    ulong FirstPalletSscc,
    byte Codec,
    Bytes32 SerialsHash,
    EventRef Commissioned,
    ulong TimestampSeconds)
{
    private const byte Version = 1;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static RunRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var record = new RunRecord(
            new RunWord(reader.Word()),
            reader.UInt64(),
            reader.UInt64(),
            reader.UInt64(),
            reader.Byte(),
            reader.Hash(),
            reader.Event(),
            reader.UInt64());
        reader.End();
        return record;
    }

    internal RecordWriter Write(RecordWriter writer) => writer
        .Start(Version)
        .Word(Word.Word)
        .UInt64(Gtin)
        .UInt64(FirstCaseSscc)
        .UInt64(FirstPalletSscc)
        .Byte(Codec)
        .Hash(SerialsHash)
        .Event(Commissioned)
        .UInt64(TimestampSeconds);

    /// <summary>Reads only the word of a row: what most events need.</summary>
    internal static RunWord ReadWord(ReadOnlySpan<byte> value) => new(new RecordReader(value, Version).Word());
}
