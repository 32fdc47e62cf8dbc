using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Projection.Views;

/// <summary>Units of one lot.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Units">How many.</param>
public readonly record struct LotUnitCount(LotId Lot, ulong Units);
