using System.Numerics;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>A transaction with an access list (EIP-2930).</summary>
public sealed record AccessListTransaction : Transaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.AccessList;

    /// <summary>The price of a unit of gas, in wei.</summary>
    public required BigInteger GasPrice { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <inheritdoc/>
    public override BigInteger MaximumGasPrice => GasPrice;

    internal override void WriteFees(ref RlpWriter writer) => TransactionCodec.WriteUInt256(ref writer, GasPrice);
}
