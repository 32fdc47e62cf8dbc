using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A token's storage word. Parent is exclusive with owner, custodian and lien, so they overlap.</summary>
/// <remarks>Layout, lowest bits first: <c>seq 32 | binds 24 | {parent 64, or owner 24, custodian 24, lien 32} | hold 32 | inside 24 | children 24 | status 4 | mode 2 | flags 10 | cleared 8 | lots 5 | spare 11</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct TokenWord(StorageWord Word)
{
    /// <summary>Whether the token has a record of its own.</summary>
    public bool HasRecord => !Word.IsZero;

    /// <summary>The token's seq.</summary>
    public uint Seq => (uint)Word.Bits(0, 32);

    /// <summary>The counter of acts that bind the contents.</summary>
    public uint Binds => (uint)Word.Bits(32, 24);

    /// <summary>The parent; meaningful only when <see cref="Mode"/> is <see cref="TokenMode.Nested"/>.</summary>
    public TokenId Parent => new(Word.Bits(56, 64));

    /// <summary>The owner; meaningful only when held.</summary>
    public PartnerId Owner => new((uint)Word.Bits(56, 24));

    /// <summary>The custodian; meaningful only when held.</summary>
    public PartnerId Custodian => new((uint)Word.Bits(80, 24));

    /// <summary>The lien, or none; meaningful only when held.</summary>
    public LienId Lien => new((uint)Word.Bits(104, 32));

    /// <summary>The newest hold placed on the token itself, or none.</summary>
    public HoldId Hold => new((uint)Word.Bits(136, 32));

    /// <summary>Direct children that are on hold or have such children.</summary>
    public uint Inside => (uint)Word.Bits(168, 24);

    /// <summary>Direct children of a free container.</summary>
    public uint Children => (uint)Word.Bits(192, 24);

    /// <summary>The status.</summary>
    public TokenStatus Status => (TokenStatus)Word.Bits(216, 4);

    /// <summary>Where the token is.</summary>
    public TokenMode Mode => (TokenMode)Word.Bits(220, 2);

    /// <summary>Whether the token was held once, so that it has ERC-721 transfers.</summary>
    public bool WasHeld => Word.Bits(222, 1) != 0;

    /// <summary>Recalls of its lot up to this generation do not bind it or what is inside it.</summary>
    public byte Cleared => (byte)Word.Bits(232, 8);

    /// <summary>Whether the token is directly owned.</summary>
    public bool IsHeld => Mode == TokenMode.Held;

    /// <summary>Whether the status is final.</summary>
    public bool IsTerminal => Status is >= TokenStatus.Dispensed and <= TokenStatus.Consumed;
}
