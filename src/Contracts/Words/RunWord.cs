using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A run's storage word.</summary>
/// <remarks>Layout, lowest bits first: <c>product 32 | lot 32 | issuer 24 | count 24 | unitsPerCase 16 | casesPerPallet 16 | ranges 8 | flags 8 | sources 8 | spare 88</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct RunWord(StorageWord Word)
{
    /// <summary>The product.</summary>
    public ProductId Product => new((uint)Word.Bits(0, 32));

    /// <summary>The lot.</summary>
    public LotId Lot => new((uint)Word.Bits(32, 32));

    /// <summary>The issuer: first owner and custodian.</summary>
    public PartnerId Issuer => new((uint)Word.Bits(64, 24));

    /// <summary>Units in the run.</summary>
    public uint Count => (uint)Word.Bits(88, 24);

    /// <summary>Units in a default case; 0 without cases.</summary>
    public uint UnitsPerCase => (uint)Word.Bits(112, 16);

    /// <summary>Cases on a default pallet; 0 without pallets.</summary>
    public uint CasesPerPallet => (uint)Word.Bits(128, 16);

    /// <summary>Recalled ranges in the run's list.</summary>
    public byte Ranges => (byte)Word.Bits(144, 8);

    /// <summary>Whether the lot names markets.</summary>
    public bool NamesMarkets => Word.Bits(152, 1) != 0;

    /// <summary>How many lots it was made of; 0 unless a transform made it.</summary>
    public byte Sources => (byte)Word.Bits(160, 8);
}
