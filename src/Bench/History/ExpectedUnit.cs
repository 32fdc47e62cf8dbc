using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Bench.History;

/// <summary>What the model says of a unit when its campaign is over; held against the index.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Run">Its run.</param>
/// <param name="Status">Its status.</param>
/// <param name="Owner">Its root's owner; none when dispensed.</param>
/// <param name="Custodian">Its root's custodian; none when dispensed.</param>
internal sealed record ExpectedUnit(TokenId Unit, GeneratedRun Run, TokenStatus Status, PartnerId Owner, PartnerId Custodian);
