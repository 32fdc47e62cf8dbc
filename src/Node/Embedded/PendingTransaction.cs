using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Embedded;

/// <summary>A decoded, admissible transaction that waits for its block.</summary>
/// <param name="Raw">Its bytes as they go over the wire.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Sender">The recovered sender.</param>
/// <param name="Nonce">The sender's nonce.</param>
/// <param name="GasLimit">Its gas limit.</param>
internal sealed record PendingTransaction(ReadOnlyMemory<byte> Raw, Bytes32 Hash, Address Sender, ulong Nonce, ulong GasLimit);
