using System.Numerics;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>What a sender signs: the fields that all kinds of transactions have.</summary>
public abstract record Transaction
{
    private protected Transaction()
    {
    }

    /// <summary>The kind, which is also the first byte of the encoding but for legacy transactions (EIP-2718).</summary>
    public abstract TransactionType Type { get; }

    /// <summary>The chain that alone accepts the transaction.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The number of transactions the sender made before; below 2^64 − 1 (EIP-2681).</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The most gas the execution may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>The account called, or null to create a contract.</summary>
    public Address? To { get; init; }

    /// <summary>The amount sent, in wei; below 2^256.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The calldata, or the creation code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The addresses and storage slots paid for beforehand (EIP-2930); empty for legacy transactions.</summary>
    public virtual IReadOnlyList<AccessListEntry> AccessList
    {
        get => [];
        init => throw new NotSupportedException("A legacy transaction has no access list.");
    }

    /// <summary>The most that this transaction pays for a unit of gas, in wei.</summary>
    public abstract BigInteger MaximumGasPrice { get; }

    /// <summary>The hash that the sender signs.</summary>
    public Bytes32 SigningHash()
    {
        var writer = new RlpWriter();
        try
        {
            TransactionCodec.Write(ref writer, this, null);
            return Keccak256.Hash(writer.WrittenSpan);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Signs the transaction.</summary>
    /// <exception cref="ArgumentException">A number is negative or larger than its field.</exception>
    public SignedTransaction Sign(IEthereumSigner signer) => new(this, signer.Sign(SigningHash()));

    /// <summary>Writes the fields between the chain id and the destination.</summary>
    internal abstract void WriteFees(ref RlpWriter writer);
}
