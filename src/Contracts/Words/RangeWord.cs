using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A word of a run's list of recalled ranges.</summary>
/// <remarks>Layout, lowest bits first: <c>hold 32 | first 32 | last 32 | spare 160</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct RangeWord(StorageWord Word)
{
    /// <summary>The hold.</summary>
    public HoldId Hold => new((uint)Word.Bits(0, 32));

    /// <summary>The first unit.</summary>
    public uint First => (uint)Word.Bits(32, 32);

    /// <summary>The last unit, inclusive.</summary>
    public uint Last => (uint)Word.Bits(64, 32);
}
