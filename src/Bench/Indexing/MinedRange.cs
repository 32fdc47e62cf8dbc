namespace Ledger.Bench.Indexing;

/// <summary>The blocks of a chain that are measured.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="First">The first block.</param>
/// <param name="Last">The last block.</param>
internal sealed record MinedRange(MinedChain Chain, ulong First, ulong Last);
