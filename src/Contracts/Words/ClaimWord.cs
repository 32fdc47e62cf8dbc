using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>The storage word of a claim behind the first of a lien.</summary>
/// <remarks>Layout, lowest bits first: <c>financier 24 | maturity 40 | noticeSeconds 32 | spare 160</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct ClaimWord(StorageWord Word)
{
    /// <summary>The financier.</summary>
    public PartnerId Financier => new((uint)Word.Bits(0, 24));

    /// <summary>Maturity in unix seconds.</summary>
    public ulong MaturitySeconds => Word.Bits(24, 40);

    /// <summary>Seconds between a default notice and foreclosure.</summary>
    public uint NoticeSeconds => (uint)Word.Bits(64, 32);
}
