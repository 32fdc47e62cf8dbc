using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Transactions;

/// <summary>An account whose storage slots are paid for before execution (EIP-2930).</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">Its slots.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Bytes32> StorageKeys);
