namespace Ledger.Bench.History;

/// <summary>How long a history took.</summary>
/// <param name="Followed">From the first block made to the last one indexed and sealed.</param>
/// <param name="Making">The part of it in which blocks were being made, on a thread of its own.</param>
internal sealed record FollowOutcome(TimeSpan Followed, TimeSpan Making);
