using Ledger.Contracts.Messages;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Offers;

/// <summary>One who has to sign an item of an offer.</summary>
/// <param name="Role">In which capacity.</param>
/// <param name="PartnerId">The partner; 0 for an account that stands for itself.</param>
/// <param name="Name">The partner's name.</param>
/// <param name="Account">The account whose signature is wanted.</param>
/// <param name="IsConditional">Only wanted because the tokens are pledged: without it the contract refuses, and says so.</param>
public sealed record OfferSigner(SignerRole Role, uint PartnerId, string Name, Address Account, bool IsConditional = false);
