using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Rebuild;

/// <summary>What a rebuild found.</summary>
/// <param name="Blocks">Blocks replayed.</param>
/// <param name="FirstDifference">The first block whose digest differs from the one kept; null when all agree.</param>
/// <param name="Expected">The digest kept for that block, or for the last one.</param>
/// <param name="Actual">The digest that the replay gave.</param>
internal sealed record RebuildReport(ulong Blocks, ulong? FirstDifference, Bytes32 Expected, Bytes32 Actual)
{
    /// <summary>Whether the index is what its receipts say.</summary>
    public bool Agrees => FirstDifference is null;
}
