using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Node.Index.Reading;

/// <summary>
/// The touched bits of 256 units as they are kept among the shared rows: with a byte behind them that says which of the touched units were dispensed without a record. Mostly all of them were or none,
/// and then nobody needs the 256 bits which would tell each.
/// </summary>
internal static class UnitBits
{
    /// <summary>Bytes with the last one.</summary>
    public const int SizeBytes = StorageWord.SizeBytes + 1;

    /// <summary>None was: each touched unit has a record.</summary>
    public const byte None = 0;

    /// <summary>All were: no touched unit has a record.</summary>
    public const byte All = 1;

    /// <summary>Some were; which, the bits of the dispense row say.</summary>
    public const byte Some = 2;

    private const int UnitBitsOfKey = 8;

    /// <summary>Whether a key of touched bits is that of units, and not of cases or pallets.</summary>
    public static bool IsOfUnits(ReadOnlySpan<byte> key) => new TokenId(BinaryPrimitives.ReadUInt64BigEndian(key) << UnitBitsOfKey).Level == TokenLevel.Unit;

    /// <summary>Says which of the touched units were dispensed without a record.</summary>
    /// <param name="touched">The touched bits.</param>
    /// <param name="silently">The bits of those that were dispensed without a record.</param>
    public static byte Which(ReadOnlySpan<byte> touched, ReadOnlySpan<byte> silently)
    {
        if (!silently.ContainsAnyExcept((byte)0)) return None;
        return silently.SequenceEqual(touched) ? All : Some;
    }
}
