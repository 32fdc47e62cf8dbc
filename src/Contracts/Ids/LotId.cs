using System.Globalization;

namespace Ledger.Contracts.Ids;

/// <summary>A product's lot. 32 bits, from 1.</summary>
/// <param name="Value">The id as the contracts write it; 0 names none.</param>
public readonly record struct LotId(uint Value)
{
    /// <summary>Names none.</summary>
    public static LotId None => default;

    /// <summary>The id in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
