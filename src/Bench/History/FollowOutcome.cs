namespace Ledger.Bench.History;

/// <summary>How long a history took, and what memory.</summary>
/// <param name="Followed">From the first block made to the last one indexed and sealed.</param>
/// <param name="Making">The part of it in which blocks were being made, on a thread of its own.</param>
/// <param name="MostMemory">What was resident when it was most.</param>
internal sealed record FollowOutcome(TimeSpan Followed, TimeSpan Making, MemoryParts MostMemory);
