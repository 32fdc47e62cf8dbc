using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A product's storage word in Tokens.</summary>
/// <remarks>Layout, lowest bits first: <c>hold 32 | seq 32 | spare 192</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct ProductWord(StorageWord Word)
{
    /// <summary>The newest hold on the product, or none.</summary>
    public HoldId Hold => new((uint)Word.Bits(0, 32));

    /// <summary>Counts the holds placed and lifted on the product.</summary>
    public uint Seq => (uint)Word.Bits(32, 32);
}
