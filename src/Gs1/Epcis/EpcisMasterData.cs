using System.Text.Json;

namespace Ledger.Gs1.Epcis;

/// <summary>Instance or lot master data: what is said once, when objects are commissioned (<c>ilmd</c>).</summary>
/// <param name="Lot">The lot code (<c>cbvmda:lotNumber</c>), or null.</param>
/// <param name="Expiry">The last day of use (<c>cbvmda:itemExpirationDate</c>), or null.</param>
/// <param name="Fields">All fields as given.</param>
public sealed record EpcisMasterData(string? Lot, DateOnly? Expiry, IReadOnlyDictionary<string, JsonElement> Fields);
