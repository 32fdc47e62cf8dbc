using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Units inside tokens, and what their moves mean to the sums. Costs lots and depth, never units.</summary>
internal sealed class UnitCounts(ProjectionContext context, UnitSums sums)
{
    /// <summary>Everything in a held token changes hands, lien or status with it.</summary>
    public void MoveAll(TokenId token, TokenWord before, TokenWord after)
    {
        Span<LotUnitCount> lots = stackalloc LotUnitCount[TokenTree.MaximumLots];
        foreach (var (lot, units) in lots[..context.Tree.UnitsInside(token, lots)])
        {
            sums.Add(before, lot, -(long)units);
            sums.Add(after, lot, (long)units);
            if (before.Status == after.Status) continue;
            sums.CountLot(lot, before.Status, -(long)units);
            sums.CountLot(lot, after.Status, (long)units);
        }
    }

    /// <summary>Everything in a token ends with it. Rows of what is inside stay: that it has ended follows from the token.</summary>
    /// <param name="token">The token, before its word changes.</param>
    /// <param name="ancestors">Its ancestors; none if it is held.</param>
    /// <param name="held">The word of the held token that it counted for.</param>
    /// <param name="status">The final status.</param>
    public void Retire(TokenId token, ReadOnlySpan<TokenId> ancestors, TokenWord held, TokenStatus status)
    {
        Span<LotUnitCount> lots = stackalloc LotUnitCount[TokenTree.MaximumLots];
        foreach (var (lot, units) in lots[..context.Tree.UnitsInside(token, lots)])
        {
            foreach (var ancestor in ancestors) Add(ancestor, lot, -(long)units);
            sums.Retire(held, lot, units, status);
        }
    }

    /// <summary>A token with what is inside it goes from one held token to another: into ancestors, or out of them.</summary>
    /// <param name="token">The token that moves.</param>
    /// <param name="ancestors">Its ancestors before it left or after it entered.</param>
    /// <param name="entered">Whether it entered.</param>
    /// <param name="from">The word of the held token that it counted for.</param>
    /// <param name="to">The word of the held token that it counts for now.</param>
    public void Nest(TokenId token, ReadOnlySpan<TokenId> ancestors, bool entered, TokenWord from, TokenWord to)
    {
        Span<LotUnitCount> lots = stackalloc LotUnitCount[TokenTree.MaximumLots];
        foreach (var (lot, units) in lots[..context.Tree.UnitsInside(token, lots)])
        {
            foreach (var ancestor in ancestors) Add(ancestor, lot, entered ? (long)units : -(long)units);
            sums.Add(from, lot, -(long)units);
            sums.Add(to, lot, (long)units);
        }
    }

    /// <summary>Changes how many units of a lot are inside a container.</summary>
    public void Add(TokenId container, LotId lot, long units)
    {
        var layout = context.Tree.LayoutUnits(container, lot);
        var before = context.View.InsideRow(container, lot) ?? layout;
        if (units < 0 && before < (ulong)-units) throw context.Corrupt($"{container} had {before} units of lot {lot} and lost {-units}.");
        var after = before + (ulong)units;
        var key = ProjectionKeys.Inside(container, lot);
        if (after == layout) context.Delete(EntityKind.Inside, key);
        else context.Write(EntityKind.Inside, key, after);
    }
}
