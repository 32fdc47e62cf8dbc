namespace Ledger.Bench.Indexing;

/// <summary>What it took to follow a chain to its head.</summary>
/// <param name="Committed">From the start of the follower to the last block committed.</param>
/// <param name="Sealed">To the end of the seal.</param>
/// <param name="Cpu">This process's processor time until the last block was committed, all threads, flushes and compactions included.</param>
/// <param name="AllocatedSizeBytes">Managed memory allocated until then.</param>
internal readonly record struct FollowedTime(TimeSpan Committed, TimeSpan Sealed, TimeSpan Cpu, long AllocatedSizeBytes);
