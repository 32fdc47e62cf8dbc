using Ledger.Contracts.Ids;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Messages;

/// <summary>One who must sign a message.</summary>
/// <param name="Role">In which capacity; the first one, if several.</param>
/// <param name="Partner">The partner.</param>
/// <param name="Account">The account that must sign: the partner's now, or the one it takes up.</param>
public readonly record struct RequiredSigner(SignerRole Role, PartnerId Partner, Address Account);
