using Ledger.Contracts.Ids;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A financier's claim in a lien.</summary>
/// <param name="Rank">1 is the most senior.</param>
/// <param name="Financier">Whose it is.</param>
/// <param name="MaturitySeconds">Its maturity in unix seconds.</param>
/// <param name="NoticeSeconds">Seconds between its default notice and foreclosure.</param>
/// <param name="Terms">The hash of its off-chain terms.</param>
public readonly record struct LienClaim(byte Rank, PartnerId Financier, ulong MaturitySeconds, uint NoticeSeconds, Bytes32 Terms);
