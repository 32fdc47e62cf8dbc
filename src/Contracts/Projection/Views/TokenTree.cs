using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Views;

/// <summary>Where tokens are, and what is inside them.</summary>
public sealed class TokenTree(LedgerView view)
{
    /// <summary>The longest path from a token to its root: unit, case, pallet, run root, three free containers.</summary>
    public const int MaximumDepth = 8;

    /// <summary>The most lots inside a token.</summary>
    public const int MaximumLots = 16;

    private const int LotsPerWord = 4;
    private const int EntryBits = 64;

    /// <summary>Whether a token exists: part of a run, or a container that was bound.</summary>
    public bool Exists(TokenId token) =>
        view.Token(token).HasRecord || (token.Level <= TokenLevel.Pallet && RunLayout.Has(view.RunWord(token.Run), token));

    /// <summary>A token's status. Touched without a record means dispensed.</summary>
    public TokenStatus Status(TokenId token)
    {
        var word = view.Token(token);
        if (word.HasRecord) return word.Status;
        return token.Level == TokenLevel.Unit && view.IsTouched(token) ? TokenStatus.Dispensed : TokenStatus.Active;
    }

    /// <summary>A token's status, or that of an ancestor in a final one: what is inside ends with it.</summary>
    public TokenStatus EffectiveStatus(TokenId token)
    {
        var own = Status(token);
        if (own is >= TokenStatus.Dispensed and <= TokenStatus.Consumed) return own;
        Span<TokenId> path = stackalloc TokenId[MaximumDepth];
        var count = Path(token, path);
        var top = count == 0 ? own : view.Token(path[count - 1]).Status;
        return top is >= TokenStatus.Dispensed and <= TokenStatus.Consumed ? top : own;
    }

    /// <summary>Whether a token itself is in a final status: it has no parent, owner or lien.</summary>
    public bool IsTerminal(TokenId token) => Status(token) is >= TokenStatus.Dispensed and <= TokenStatus.Consumed;

    /// <summary>The token that holds this one, as its word says; none if held. The caller knows that it is not terminal.</summary>
    public TokenId Parent(TokenId token) => Parent(token, view.Token(token));

    /// <summary>The token that holds this one, by a word of its own; none of a token in a final status.</summary>
    public TokenId Parent(TokenId token, TokenWord word) => word.Mode switch
    {
        _ when word.IsTerminal => TokenId.None,
        TokenMode.Held => TokenId.None,
        TokenMode.Nested => word.Parent,
        _ => RunLayout.Parent(view.RunWord(token.Run), token),
    };

    /// <summary>Writes a token's ancestors, from parent to root. The last one may be in a final status: then what is inside has ended with it.</summary>
    /// <param name="token">The token, not terminal.</param>
    /// <param name="path">Room for <see cref="MaximumDepth"/>.</param>
    /// <returns>How many there are; 0 for a held token.</returns>
    /// <exception cref="Records.RecordFormatException">The path does not end: the rows are corrupt.</exception>
    public int Path(TokenId token, Span<TokenId> path)
    {
        var count = 0;
        for (var next = Parent(token); next != TokenId.None; next = Parent(next))
        {
            if (count == MaximumDepth) throw new Records.RecordFormatException($"The path of {token} does not end.");
            path[count++] = next;
        }

        return count;
    }

    /// <summary>A token's ancestors, from parent to root.</summary>
    public IReadOnlyList<TokenId> Path(TokenId token)
    {
        Span<TokenId> path = stackalloc TokenId[MaximumDepth];
        return path[..Path(token, path)].ToArray();
    }

    /// <summary>The topmost token: the one that has owner, custodian and lien. Itself if held.</summary>
    public TokenId Root(TokenId token)
    {
        Span<TokenId> path = stackalloc TokenId[MaximumDepth];
        var count = Path(token, path);
        return count == 0 ? token : path[count - 1];
    }

    /// <summary>The units inside a token by lot: as many rows are read as it has lots. Neither it nor an ancestor has a final status.</summary>
    /// <param name="token">A unit, case, pallet, run root or container.</param>
    /// <param name="lots">Room for <see cref="MaximumLots"/>.</param>
    /// <returns>How many lots have units inside.</returns>
    public int UnitsInside(TokenId token, Span<LotUnitCount> lots)
    {
        if (!token.IsFreeContainer)
        {
            var lot = view.RunWord(token.Run).Lot;
            var units = UnitsInside(token, lot);
            if (units == 0) return 0;
            lots[0] = new(lot, units);
            return 1;
        }

        var count = 0;
        for (var i = 0; i < MaximumLots; i++)
        {
            var entry = view.Contents(token, (byte)(i / LotsPerWord)).Bits(i % LotsPerWord * EntryBits, EntryBits);
            if (entry == 0) break;
            var lot = new LotId((uint)entry);
            var units = UnitsInside(token, lot);
            if (units != 0) lots[count++] = new(lot, units);
        }

        return count;
    }

    /// <summary>The units inside a token by lot; none once it, or an ancestor, is in a final status.</summary>
    public IReadOnlyList<LotUnitCount> UnitsInside(TokenId token)
    {
        if (EffectiveStatus(token) is >= TokenStatus.Dispensed and <= TokenStatus.Consumed) return [];
        Span<LotUnitCount> lots = stackalloc LotUnitCount[MaximumLots];
        return lots[..UnitsInside(token, lots)].ToArray();
    }

    /// <summary>The units of one lot inside a token.</summary>
    public ulong UnitsInside(TokenId token, LotId lot)
    {
        if (token.Level == TokenLevel.Unit) return IsTerminal(token) || view.RunWord(token.Run).Lot != lot ? 0ul : 1ul;
        return view.InsideRow(token, lot) ?? LayoutUnits(token, lot);
    }

    /// <summary>The units of a lot that the layout puts into a token.</summary>
    internal ulong LayoutUnits(TokenId token, LotId lot)
    {
        if (token.IsFreeContainer) return 0;
        var run = view.RunWord(token.Run);
        return run.Lot == lot ? RunLayout.Units(run, token) : 0;
    }
}
