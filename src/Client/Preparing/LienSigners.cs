using Ledger.Api.V1;
using Ledger.Contracts.Words;

namespace Ledger.Client.Preparing;

/// <summary>Who signs for a lien.</summary>
internal static class LienSigners
{
    /// <summary>The financiers of all claims, the most senior first.</summary>
    public static IEnumerable<uint> All(Lien lien) => lien.Claims.Count == 0 ? [lien.Financier.Id] : lien.Claims.OrderBy(c => c.Rank).Select(c => c.Financier.Id);

    /// <summary>The financier of one claim, or null.</summary>
    public static uint? OfRank(Lien lien, uint rank) => All(lien).Cast<uint?>().ElementAtOrDefault((int)rank - 1);

    /// <summary>The rank of a financier's claim, 0 if it has none.</summary>
    public static uint RankOf(Lien lien, uint financier) => (uint)(All(lien).ToList().IndexOf(financier) + 1);

    /// <summary>Whether an act needs no financier: the policy permits it, and nobody has declared a default.</summary>
    public static bool Permits(Lien lien, LienPolicy permission) =>
        lien.State == Lien.Types.State.Active && permission != LienPolicy.None && ((LienPolicy)lien.Policy).HasFlag(permission);
}
