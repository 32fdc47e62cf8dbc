using Ledger.Gs1.Keys;

namespace Ledger.Gs1.SerialLists;

/// <summary>The units of one run as the production line lists them, in the order of packing.</summary>
/// <param name="Gtin">The product, if the file names it.</param>
/// <param name="Lot">The lot code, if the file names it.</param>
/// <param name="Expiry">The last day of use, if the file names it.</param>
/// <param name="Serials">The serial numbers, all valid and different.</param>
public sealed record SerialList(Gtin? Gtin, string? Lot, DateOnly? Expiry, IReadOnlyList<string> Serials);
