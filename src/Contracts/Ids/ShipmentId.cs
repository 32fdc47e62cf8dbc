using System.Globalization;

namespace Ledger.Contracts.Ids;

/// <summary>A shipment. 32 bits, from its message's digest.</summary>
/// <param name="Value">The id as the contracts write it; 0 names none.</param>
public readonly record struct ShipmentId(uint Value)
{
    /// <summary>Names none.</summary>
    public static ShipmentId None => default;

    /// <summary>The id in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
