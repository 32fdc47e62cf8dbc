using System.Diagnostics.CodeAnalysis;

namespace Ledger.Ethereum.Transactions;

/// <summary>The kinds of transactions; the number is the first byte of the encoding (EIP-2718) but for the legacy one.</summary>
[SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "EIP-2718 defines it as a byte.")]
public enum TransactionType : byte
{
    /// <summary>One gas price, the chain id within v (EIP-155).</summary>
    Legacy = 0,

    /// <summary>One gas price and an access list (EIP-2930).</summary>
    AccessList = 1,

    /// <summary>A fee cap, a tip and an access list (EIP-1559).</summary>
    FeeMarket = 2,
}
