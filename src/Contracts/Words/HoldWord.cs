using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A hold's storage word.</summary>
/// <remarks>Layout, lowest bits first: <c>seq 32 | kind 4 | class 4 | scope 4 | status 4 | generation 8 | partner 24 | next 32 | destinations 4 x 24 | target 32 | spare 16</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct HoldWord(StorageWord Word)
{
    /// <summary>The most partners to whom custody may still move.</summary>
    public const int MaximumDestinations = 4;

    /// <summary>The hold's seq.</summary>
    public uint Seq => (uint)Word.Bits(0, 32);

    /// <summary>Recall, quarantine, dispute, or a joint of two holds.</summary>
    public HoldKind Kind => (HoldKind)Word.Bits(32, 4);

    /// <summary>The recall class, 1 to 3.</summary>
    public byte Class => (byte)Word.Bits(36, 4);

    /// <summary>What kind of thing it was placed on.</summary>
    public HoldScope Scope => (HoldScope)Word.Bits(40, 4);

    /// <summary>Whether it is in force.</summary>
    public bool IsActive => Word.Bits(44, 4) == 1;

    /// <summary>Who placed it.</summary>
    public PartnerId PlacedBy => new((uint)Word.Bits(56, 24));

    /// <summary>The next hold of the same target, or none.</summary>
    public HoldId Next => new((uint)Word.Bits(80, 32));

    /// <summary>The partners to whom custody may still move; at most four.</summary>
    public IReadOnlyList<PartnerId> Destinations
    {
        get
        {
            var word = Word;
            return [.. Enumerable.Range(0, MaximumDestinations).Select(i => new PartnerId((uint)word.Bits(112 + (24 * i), 24))).TakeWhile(p => p != PartnerId.None)];
        }
    }

    /// <summary>The target's lowest 32 bits; for a joint, its second hold.</summary>
    public uint Target => (uint)Word.Bits(208, 32);
}
