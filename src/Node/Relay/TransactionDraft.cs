using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Node.Relay;

/// <summary>A transaction that has no nonce yet.</summary>
/// <param name="Digests">The messages in it; none for what needs no signature.</param>
/// <param name="Make">Makes and signs it with a nonce.</param>
internal sealed record TransactionDraft(IReadOnlyList<Bytes32> Digests, Func<ulong, SignedTransaction> Make);
