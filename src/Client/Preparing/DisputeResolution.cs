using Ledger.Contracts.Words;

namespace Ledger.Client.Preparing;

/// <summary>How a dispute ends.</summary>
/// <param name="Item">What it is about.</param>
/// <param name="Outcome">Returned, accepted or lost.</param>
public sealed record DisputeResolution(string Item, DisputeOutcome Outcome);
