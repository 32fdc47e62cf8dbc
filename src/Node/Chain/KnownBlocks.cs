using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Chain;

/// <summary>What a chain is held to: its genesis, and the blocks that were followed before. Thread-safe.</summary>
/// <param name="genesisHash">The hash of block 0; null when it is not known.</param>
/// <param name="newest">The newest block that was followed; 0 when there is none.</param>
/// <param name="hashOf">The hash of a block that was followed; null for any other.</param>
internal sealed class KnownBlocks(Bytes32? genesisHash, Func<ulong> newest, Func<ulong, Bytes32?> hashOf)
{
    /// <summary>Nothing is known beforehand.</summary>
    public static KnownBlocks None { get; } = new(null, static () => 0, static _ => null);

    /// <summary>The hash of block 0; null when it is not known.</summary>
    public Bytes32? GenesisHash => genesisHash;

    /// <summary>The newest block that was followed; 0 when there is none.</summary>
    public ulong Newest => newest();

    /// <summary>The hash of a block; null when it was not followed.</summary>
    public Bytes32? HashOf(ulong number) => number == 0 ? genesisHash : hashOf(number);
}
