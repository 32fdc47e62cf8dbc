using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Bench.History;

/// <summary>What the contracts do to a token's word.</summary>
internal static class TokenWords
{
    private const int UnionOffset = 56;
    private const int ModeOffset = 220;
    private const int MintedOffset = 222;

    /// <summary>Seq up by one; for a binding act, binds too.</summary>
    public static StorageWord Raised(this StorageWord word, bool binding)
    {
        var raised = word.Plus(0, 32, 1);
        return binding ? raised.Plus(32, 24, 1) : raised;
    }

    /// <summary>Binds up by one: a container that is opened.</summary>
    public static StorageWord Bound(this StorageWord word) => word.Plus(32, 24, 1);

    /// <summary>Held by an owner and a custodian.</summary>
    public static StorageWord AsHeld(this StorageWord word, PartnerId owner, PartnerId custodian, LienId lien) => word.Emptied()
        .With(UnionOffset, 24, owner.Value).With(80, 24, custodian.Value).With(104, 32, lien.Value)
        .With(ModeOffset, 2, (ulong)TokenMode.Held).With(MintedOffset, 1, 1);

    /// <summary>Inside a free container.</summary>
    public static StorageWord AsNested(this StorageWord word, TokenId parent) =>
        word.Emptied().With(UnionOffset, 64, parent.Value).With(ModeOffset, 2, (ulong)TokenMode.Nested);

    /// <summary>Dispensed.</summary>
    public static StorageWord AsDispensed(this StorageWord word) => word.Emptied().With(216, 4, (ulong)TokenStatus.Dispensed);

    /// <summary>Pledged.</summary>
    public static StorageWord WithLien(this StorageWord word, LienId lien) => word.With(104, 32, lien.Value);

    /// <summary>With a number of children, for free containers.</summary>
    public static StorageWord WithChildren(this StorageWord word, uint children) => word.With(192, 24, children);

    /// <summary>With a number of lots inside, for free containers.</summary>
    public static StorageWord WithLots(this StorageWord word, int lots) => word.With(240, 5, (ulong)lots);

    private static StorageWord Emptied(this StorageWord word) => word.With(UnionOffset, 64, 0).With(UnionOffset + 64, 16, 0).With(ModeOffset, 2, 0);
}
