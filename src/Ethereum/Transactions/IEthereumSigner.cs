using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Transactions;

/// <summary>Signs hashes for one account. Thread-safe.</summary>
public interface IEthereumSigner
{
    /// <summary>The account that signs.</summary>
    Address Address { get; }

    /// <summary>Signs a 32-byte hash: a transaction's or a typed message's digest.</summary>
    /// <remarks>The hash says nothing about what it stands for: build it from a message that was checked.</remarks>
    Signature Sign(in Bytes32 hash);
}
