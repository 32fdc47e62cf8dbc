using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Views;

/// <summary>Collects the holds that bind a token.</summary>
internal sealed class HoldList(LedgerView view)
{
    /// <summary>Far more than any list in the contract has: eight holds in force, joint ones, and a few that were lifted since.</summary>
    private const int MaximumSteps = 1 << 16;

    private const int EntryBits = 64;
    private const int LotsPerWord = 4;
    private readonly List<HoldInForce> _found = [];
    private int _steps;

    public IReadOnlyList<HoldInForce> Found => _found;

    /// <summary>The holds of the token's word or an ancestor's.</summary>
    public void AddToken(TokenId token, TokenWord word) => Add(word.Hold, HoldScope.Token, token.Value);

    /// <summary>The holds of the products, lots and ranges that cover a token, and of the lots that it was made of.</summary>
    /// <param name="token">The token.</param>
    /// <param name="path">Its ancestors: what is taken out of a lot's recall takes its contents out too.</param>
    public void AddCoverage(TokenId token, IReadOnlyList<TokenId> path)
    {
        if (token.IsFreeContainer)
        {
            for (var i = 0; i < TokenTree.MaximumLots; i++)
            {
                var entry = view.Contents(token, (byte)(i / LotsPerWord)).Bits(i % LotsPerWord * EntryBits, EntryBits);
                if (entry == 0) break;
                AddLot(new LotId((uint)entry));
            }

            return;
        }

        var run = view.RunWord(token.Run);
        AddLot(run.Lot, token, path);
        if (run.Sources != 0) foreach (var source in view.SourcesOf(token.Run)) AddLot(source);
        var per = RunLayout.UnitsPer(run, token.Level);
        var first = token.Index * per;
        for (byte i = 0; i < run.Ranges; i++)
        {
            var range = new RangeWord(view.RunRange(token.Run, i));
            if (range.First < first + per && first <= range.Last) Add(range.Hold, HoldScope.Range, token.Run.Value);
        }
    }

    /// <summary>The newest recall of its lot that a token was taken out of, on its own or with an ancestor of its run.</summary>
    private byte Cleared(TokenId token, IReadOnlyList<TokenId> path)
    {
        var cleared = view.Token(token).Cleared;
        foreach (var ancestor in path)
        {
            if (!ancestor.IsFreeContainer && ancestor.Run == token.Run) cleared = Math.Max(cleared, view.Token(ancestor).Cleared);
        }

        return cleared;
    }

    private void AddLot(LotId lot, TokenId token = default, IReadOnlyList<TokenId>? path = null)
    {
        var word = view.LotWord(lot);
        if (word.Hold != default) Add(word.Hold, HoldScope.Lot, lot.Value, path is null ? (byte)0 : Cleared(token, path));
        Add(view.ProductWord(word.Product).Hold, HoldScope.Product, word.Product.Value);
    }

    private void Add(HoldId hold, HoldScope through, ulong target, byte cleared = 0)
    {
        while (hold != default)
        {
            if (++_steps > MaximumSteps) throw new Records.RecordFormatException("A list of holds does not end.");
            var word = view.HoldWord(hold);
            if (word.Kind == HoldKind.Joint) Add(new HoldId(word.Target), through, target);
            else if (word.IsActive && (through != HoldScope.Lot || word.Generation > cleared) && !Has(hold)) _found.Add(new HoldInForce(hold, through, target));
            hold = word.Next;
        }
    }

    // Most tokens have no hold, and a lambda would cost each of them an object.
    private bool Has(HoldId hold)
    {
        foreach (var found in _found)
        {
            if (found.Hold == hold) return true;
        }

        return false;
    }
}
