using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Views;

/// <summary>A hold that binds a token, and through what.</summary>
/// <param name="Hold">The hold.</param>
/// <param name="Through">What it hangs on: a product, a lot, a range of units, or a token.</param>
/// <param name="Target">The product, lot, run or token: the token itself, or an ancestor.</param>
public readonly record struct HoldInForce(HoldId Hold, HoldScope Through, ulong Target);
