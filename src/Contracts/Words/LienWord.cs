using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A lien's storage word.</summary>
/// <remarks>Layout, lowest bits first: <c>seq 32 | financier 24 | debtor 24 | policy 16 | status 8 | maturity 40 | noticeSeconds 32 | spare 80</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct LienWord(StorageWord Word)
{
    /// <summary>The lien's seq.</summary>
    public uint Seq => (uint)Word.Bits(0, 32);

    /// <summary>The financier.</summary>
    public PartnerId Financier => new((uint)Word.Bits(32, 24));

    /// <summary>The debtor.</summary>
    public PartnerId Debtor => new((uint)Word.Bits(56, 24));

    /// <summary>What may happen without the financier's signature.</summary>
    public LienPolicy Policy => (LienPolicy)Word.Bits(80, 16);

    /// <summary>The state.</summary>
    public LienState State => (LienState)Word.Bits(96, 8);

    /// <summary>Maturity in unix seconds.</summary>
    public ulong MaturitySeconds => (ulong)Word.Bits(104, 40);

    /// <summary>Seconds between a default notice and foreclosure.</summary>
    public uint NoticeSeconds => (uint)Word.Bits(144, 32);

    /// <summary>Whether it still binds.</summary>
    public bool IsAlive => State is LienState.Active or LienState.Defaulted or LienState.Foreclosed;
}
