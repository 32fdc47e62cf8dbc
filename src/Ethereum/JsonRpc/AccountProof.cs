using System.Numerics;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>What <c>eth_getProof</c> claims of an account (EIP-1186); worth nothing until the proofs are verified.</summary>
public sealed class AccountProof
{
    /// <summary>The account.</summary>
    public required Address Address { get; init; }

    /// <summary>Its balance in wei.</summary>
    public required BigInteger Balance { get; init; }

    /// <summary>Its nonce.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Keccak-256 of its code.</summary>
    public required Bytes32 CodeHash { get; init; }

    /// <summary>Root of its storage trie.</summary>
    public required Bytes32 StorageHash { get; init; }

    /// <summary>Trie nodes from the state root to the account.</summary>
    public required IReadOnlyList<byte[]> Nodes { get; init; }

    /// <summary>One proof for each slot asked for, in that order.</summary>
    public required IReadOnlyList<StorageProof> Storage { get; init; }
}
