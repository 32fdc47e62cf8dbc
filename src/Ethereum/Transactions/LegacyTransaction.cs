using System.Numerics;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>A transaction of the first kind, bound to its chain by EIP-155.</summary>
public sealed record LegacyTransaction : Transaction
{
    /// <summary>The largest chain id whose v still fits in 64 bits.</summary>
    public const ulong MaximumChainId = (ulong.MaxValue - 36) / 2;

    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Legacy;

    /// <summary>The price of a unit of gas, in wei.</summary>
    public required BigInteger GasPrice { get; init; }

    /// <inheritdoc/>
    public override BigInteger MaximumGasPrice => GasPrice;

    internal override void WriteFees(ref RlpWriter writer) => TransactionCodec.WriteUInt256(ref writer, GasPrice);
}
