using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Embedded;

/// <summary>The chain's whole state after a block.</summary>
/// <param name="Number">The block's number.</param>
/// <param name="Hash">The block's hash.</param>
/// <param name="GenesisHash">The hash of block zero.</param>
/// <param name="State">What anvil dumped.</param>
internal sealed record StateSnapshot(ulong Number, Bytes32 Hash, Bytes32 GenesisHash, ReadOnlyMemory<byte> State);
