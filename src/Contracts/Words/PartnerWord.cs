using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Words;

/// <summary>A partner's storage word.</summary>
/// <remarks>Layout, lowest bits first: <c>account 160 | seq 32 | roles 16 | status 8 | until 40</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct PartnerWord(StorageWord Word)
{
    /// <summary>The signing account.</summary>
    public Address Account => new(Word.ToBytes32().Span[12..]);

    /// <summary>The partner's seq.</summary>
    public uint Seq => (uint)Word.Bits(160, 32);

    /// <summary>The roles.</summary>
    public PartnerRoles Roles => (PartnerRoles)Word.Bits(192, 16);

    /// <summary>The unix second at which a suspension ends; 2^40 − 1 for one without end.</summary>
    public ulong SuspendedUntilSeconds => (ulong)Word.Bits(216, 40);

    /// <summary>Whether the partner is suspended at a time.</summary>
    /// <param name="timestamp">Unix seconds.</param>
    public bool IsSuspendedAt(ulong timestamp) => Word.Bits(208, 8) == 2 && timestamp < SuspendedUntilSeconds;
}
