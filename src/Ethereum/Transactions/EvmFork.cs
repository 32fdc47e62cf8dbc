namespace Ledger.Ethereum.Transactions;

/// <summary>The versions of the protocol whose gas rules are known here.</summary>
public enum EvmFork
{
    /// <summary>March 2024.</summary>
    Cancun,

    /// <summary>May 2025: calldata has a floor price (EIP-7623).</summary>
    Prague,
}
