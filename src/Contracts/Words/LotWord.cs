using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A lot's storage word.</summary>
/// <remarks>Layout, lowest bits first: <c>seq 32 | product 32 | issuer 24 | hold 32 | expiry 32 | ranges 16 | runs 16 | flags 8 | generation 8 | fingerprint 56</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct LotWord(StorageWord Word)
{
    /// <summary>The lot's seq.</summary>
    public uint Seq => (uint)Word.Bits(0, 32);

    /// <summary>The product.</summary>
    public ProductId Product => new((uint)Word.Bits(32, 32));

    /// <summary>The issuer.</summary>
    public PartnerId Issuer => new((uint)Word.Bits(64, 24));

    /// <summary>The newest hold on the lot, or none.</summary>
    public HoldId Hold => new((uint)Word.Bits(88, 32));

    /// <summary>The first unix second at which the lot is expired.</summary>
    public uint ExpirySeconds => (uint)Word.Bits(120, 32);

    /// <summary>Recalled ranges in the lot's runs.</summary>
    public uint Ranges => (uint)Word.Bits(152, 16);

    /// <summary>Runs of the lot.</summary>
    public uint Runs => (uint)Word.Bits(168, 16);

    /// <summary>Whether the lot names markets.</summary>
    public bool NamesMarkets => Word.Bits(184, 1) != 0;

    /// <summary>How often the lot was recalled: what partial lifts name.</summary>
    public byte Generation => (byte)Word.Bits(192, 8);
}
