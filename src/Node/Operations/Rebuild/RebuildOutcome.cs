using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Operations.Rebuild;

/// <summary>What a rebuild gave.</summary>
/// <param name="Height">The newest block of the new index.</param>
/// <param name="Digest">The digest after it.</param>
/// <param name="FirstDifference">The first block whose digest the old index had otherwise; null when it had none, or cannot be read.</param>
internal sealed record RebuildOutcome(ulong Height, Bytes32 Digest, ulong? FirstDifference);
