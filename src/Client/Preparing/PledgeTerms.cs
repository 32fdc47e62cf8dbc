using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>On what terms goods are pledged.</summary>
/// <param name="Maturity">When the debt falls due.</param>
/// <param name="Policy">What may be done without the financier's signature.</param>
/// <param name="Notice">The time between a default notice and foreclosure.</param>
/// <param name="TermsHash">The hash of the terms document, which stays off chain.</param>
public sealed record PledgeTerms(DateTimeOffset Maturity, LienPolicy Policy, TimeSpan Notice, Bytes32 TermsHash);
