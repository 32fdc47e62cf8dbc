using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Contracts.Deployment;

/// <summary>One creation of a plan.</summary>
/// <param name="Contract">What is created.</param>
/// <param name="Address">Where it will be.</param>
/// <param name="Transaction">The signed creation.</param>
public sealed record DeploymentStep(LedgerContract Contract, Address Address, SignedTransaction Transaction);
