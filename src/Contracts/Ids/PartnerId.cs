using System.Globalization;

namespace Ledger.Contracts.Ids;

/// <summary>A member organisation. 24 bits on chain, from 1.</summary>
/// <param name="Value">The id as the contracts write it; 0 names none.</param>
public readonly record struct PartnerId(uint Value)
{
    /// <summary>Names none.</summary>
    public static PartnerId None => default;

    /// <summary>The id in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
