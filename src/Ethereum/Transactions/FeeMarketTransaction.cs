using System.Numerics;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>A transaction with a fee cap and a tip (EIP-1559).</summary>
public sealed record FeeMarketTransaction : Transaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.FeeMarket;

    /// <summary>The tip to the block's producer for a unit of gas, in wei; at most <see cref="MaxFeePerGas"/>.</summary>
    public required BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>The most that is paid for a unit of gas, tip included, in wei.</summary>
    public required BigInteger MaxFeePerGas { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <inheritdoc/>
    public override BigInteger MaximumGasPrice => MaxFeePerGas;

    internal override void WriteFees(ref RlpWriter writer)
    {
        if (MaxPriorityFeePerGas > MaxFeePerGas) throw new ArgumentException("The tip is larger than the fee cap.");
        TransactionCodec.WriteUInt256(ref writer, MaxPriorityFeePerGas);
        TransactionCodec.WriteUInt256(ref writer, MaxFeePerGas);
    }
}
