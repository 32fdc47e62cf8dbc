using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>A transaction with its sender's signature, ready to be sent.</summary>
public sealed class SignedTransaction
{
    /// <summary>The largest encoding that is read.</summary>
    public const int MaximumSizeBytes = 8 << 20;

    /// <summary>Joins a transaction and a signature of its signing hash.</summary>
    /// <exception cref="ArgumentException">A number is negative or larger than its field.</exception>
    public SignedTransaction(Transaction transaction, Signature signature)
    {
        if (signature.YParity > 1) throw new ArgumentException("The signature's parity is neither 0 nor 1.", nameof(signature));
        Transaction = transaction;
        Signature = signature;
        var writer = new RlpWriter();
        try
        {
            TransactionCodec.Write(ref writer, transaction, signature);
            Raw = writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }

        Hash = Keccak256.Hash(Raw.Span);
    }

    /// <summary>What was signed.</summary>
    public Transaction Transaction { get; }

    /// <summary>The sender's signature.</summary>
    public Signature Signature { get; }

    /// <summary>The encoding, as <c>eth_sendRawTransaction</c> takes it.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The hash that names the transaction on the chain.</summary>
    public Bytes32 Hash { get; }

    /// <summary>Reads an encoding, strictly: canonical, for this chain, with s in the lower half.</summary>
    /// <remarks>A legacy transaction that any chain would accept (v 27 or 28) is refused, as it could be replayed.</remarks>
    /// <param name="raw">The encoding.</param>
    /// <param name="chainId">The only chain that is accepted.</param>
    /// <exception cref="EthereumFormatException">The encoding is anything else.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> raw, ulong chainId) => TransactionCodec.Read(raw, chainId);

    /// <summary>Recovers the account that signed.</summary>
    /// <exception cref="EthereumFormatException">No account can have made the signature.</exception>
    public Address RecoverSender() => Signature.Recover(Transaction.SigningHash());
}
