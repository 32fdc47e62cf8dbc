using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A lien's storage word.</summary>
/// <remarks>Layout, lowest bits first: <c>seq 32 | financier 24 | debtor 24 | policy 16 | status 8 | maturity 40 | noticeSeconds 32 | juniors 4 | defaulted 4 | noticeEnds 40 | flags 8 | spare 24</c>; flag 1: moved.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct LienWord(StorageWord Word)
{
    /// <summary>The lien's seq.</summary>
    public uint Seq => (uint)Word.Bits(0, 32);

    /// <summary>The most claims of a lien.</summary>
    public const byte MaximumRanks = 4;

    /// <summary>The financier of the first claim.</summary>
    public PartnerId Financier => new((uint)Word.Bits(32, 24));

    /// <summary>The debtor.</summary>
    public PartnerId Debtor => new((uint)Word.Bits(56, 24));

    /// <summary>What may happen without a financier's signature.</summary>
    public LienPolicy Policy => (LienPolicy)Word.Bits(80, 16);

    /// <summary>The state.</summary>
    public LienState State => (LienState)Word.Bits(96, 8);

    /// <summary>Maturity of the first claim in unix seconds.</summary>
    public ulong MaturitySeconds => (ulong)Word.Bits(104, 40);

    /// <summary>Seconds between a default notice of the first claim and foreclosure.</summary>
    public uint NoticeSeconds => (uint)Word.Bits(144, 32);

    /// <summary>How many claims there are behind the first.</summary>
    public byte Juniors => (byte)Word.Bits(176, 4);

    /// <summary>The lowest rank: the number of claims.</summary>
    public byte Ranks => (byte)(Juniors + 1);

    /// <summary>The rank that declared a default; 0 if none did.</summary>
    public byte DefaultedRank => (byte)Word.Bits(180, 4);

    /// <summary>The unix second after which the notice of default has run out; 0 without one.</summary>
    public ulong NoticeEndsSeconds => Word.Bits(184, 40);

    /// <summary>Whether title of something under it has moved, so that the debtor adds no claims any more.</summary>
    public bool IsMoved => Word.Bits(224, 1) != 0;

    /// <summary>What may happen now without a financier's signature: after a default nothing.</summary>
    public LienPolicy PolicyInForce => State == LienState.Active ? Policy : LienPolicy.None;

    /// <summary>Whether it still binds: active, defaulted, or foreclosed and not all taken.</summary>
    public bool IsAlive => State is LienState.Active or LienState.Defaulted or LienState.Foreclosed;
}
