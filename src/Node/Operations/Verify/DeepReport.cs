namespace Ledger.Node.Operations.Verify;

/// <summary>What the deep checks looked at.</summary>
/// <param name="Headers">Headers hashed, each with its receipts root recomputed.</param>
/// <param name="TransactionsRoots">Transactions roots recomputed: of the embedded chain's blocks, whose transactions the node keeps.</param>
/// <param name="SerialLists">Serial lists held against the hash in their event.</param>
/// <param name="MissingSerialLists">Runs whose list the chain never showed; each has its alert.</param>
/// <param name="Serials">Serials looked up.</param>
internal sealed record DeepReport(ulong Headers, ulong TransactionsRoots, ulong SerialLists, ulong MissingSerialLists, ulong Serials);
