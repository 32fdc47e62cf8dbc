using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Headers;

/// <summary>A proposer's vote to change the validators.</summary>
/// <param name="Recipient">The account voted on.</param>
/// <param name="IsAdd">True to add it, false to drop it.</param>
public readonly record struct QbftVote(Address Recipient, bool IsAdd);
