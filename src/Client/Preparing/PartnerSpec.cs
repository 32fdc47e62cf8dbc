using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>A partner to be admitted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Account">Its signing account.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Gln">Its GLN, 13 digits; null for none.</param>
/// <param name="IdentityKey">Its Ed25519 key for documents and reads.</param>
/// <param name="Markets">The markets that it may receive for, by their ISO 3166-1 numeric codes, which the council must have named.</param>
public sealed record PartnerSpec(string Name, Address Account, PartnerRoles Roles, string? Gln, Bytes32 IdentityKey, IReadOnlyList<ushort> Markets)
{
    /// <summary>Markets by their numbers on the ledger, 0 to 255, for those without a code.</summary>
    public IReadOnlyList<byte> MarketNumbers { get; init; } = [];
}
