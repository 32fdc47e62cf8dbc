using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>What <c>eth_getProof</c> claims of one storage slot (EIP-1186).</summary>
public sealed class StorageProof
{
    /// <summary>The slot.</summary>
    public required Bytes32 Slot { get; init; }

    /// <summary>The word in it.</summary>
    public required Bytes32 Word { get; init; }

    /// <summary>Trie nodes from the account's storage root to the slot.</summary>
    public required IReadOnlyList<byte[]> Nodes { get; init; }
}
