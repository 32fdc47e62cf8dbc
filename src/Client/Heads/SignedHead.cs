using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Heads;

/// <summary>The newest block that a node has signed for this client.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Number">The block's number.</param>
/// <param name="Hash">The block's hash.</param>
/// <param name="Digest">The index digest after the block.</param>
/// <param name="NodeKey">The node's Ed25519 key.</param>
public sealed record SignedHead(ulong ChainId, ulong Number, Bytes32 Hash, Bytes32 Digest, Bytes32 NodeKey);
