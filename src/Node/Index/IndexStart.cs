using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index;

/// <summary>Where an empty index begins.</summary>
/// <param name="FirstBlock">The first block that is followed, at least 1.</param>
/// <param name="ParentHash">The hash of the block before it; null takes what the chain shows.</param>
internal sealed record IndexStart(ulong FirstBlock, Bytes32? ParentHash);
