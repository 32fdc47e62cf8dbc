using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Units that were dispensed: on their own, or as a range without records.</summary>
internal sealed class DispenseEvents(ProjectionContext context, TokenRows tokens, UnitCounts units, UnitSums sums, NestingEvents nesting)
{
    private const int WordSize = 1 << ProjectionKeys.WordShift;

    public void Dispensed(ref EventReader reader)
    {
        var (unit, parent, root) = (new TokenId(reader.IndexedUInt64(64)), new TokenId(reader.IndexedUInt64(64)), new TokenId(reader.IndexedUInt64(64)));
        var (word, parentWord, rootWord) = (reader.Word(), reader.Word(), reader.Word());
        reader.End();
        if (unit.Level != TokenLevel.Unit || !context.Tree.Exists(unit) || context.Tree.IsTerminal(unit)) throw context.Corrupt($"{unit} can't be dispensed.");
        var lot = context.View.RunWord(unit.Run).Lot;
        if (parent == TokenId.None)
        {
            var before = context.View.Token(unit);
            if (!before.IsHeld || root != unit || word != rootWord || !parentWord.IsZero) throw context.Corrupt($"{unit} is not held.");
            Retire(unit, word);
            sums.Retire(before, lot, 1, TokenStatus.Dispensed);
        }
        else
        {
            Span<TokenId> path = stackalloc TokenId[TokenTree.MaximumDepth];
            var ancestors = nesting.PathOf(unit, parent, root, path);
            var held = context.View.Token(root);
            Retire(unit, word);
            nesting.ChangeAncestors(parent, parentWord, 0, root, rootWord);
            foreach (var ancestor in ancestors) units.Add(ancestor, lot, -1);
            sums.Retire(held, lot, 1, TokenStatus.Dispensed);
        }
    }

    public void RangeDispensed(ref EventReader reader)
    {
        var (run, root) = (new RunId(reader.IndexedUInt32()), new TokenId(reader.IndexedUInt64(64)));
        var (first, last) = (reader.UInt32(), reader.UInt32());
        var rootWord = reader.Word();
        reader.End();
        var word = context.View.RunWord(run);
        if (first > last || last >= word.Count) throw context.Corrupt($"run {run} has no units {first} to {last}.");
        for (var start = first; start <= last; start = (start | (WordSize - 1)) + 1)
        {
            Record(TokenId.UnitOf(run, start), Math.Min(last, start | (WordSize - 1)) - start + 1);
        }

        var held = context.View.Token(root);
        tokens.Change(root, rootWord, 1, 1);
        foreach (var (parent, count) in Parents(run, word, first, last)) Leave(parent, root, word.Lot, count);
        sums.Retire(held, word.Lot, last - first + 1, TokenStatus.Dispensed);
    }

    private void Retire(TokenId unit, StorageWord word)
    {
        if (!word.IsZero)
        {
            if (!context.View.Token(unit).HasRecord || tokens.Change(unit, word, 1, 1).Status != TokenStatus.Dispensed) throw context.Corrupt($"the word of {unit} is not that of a dispensed unit.");
            return;
        }

        if (context.View.Token(unit).HasRecord) throw context.Corrupt($"the record of {unit} vanished.");
        Record(unit, 1);
        context.History(SubjectKind.Token, unit.Value, 0, binds: true, default);
    }

    /// <summary>Touches units of one word and keeps the event that dispensed them.</summary>
    private void Record(TokenId first, uint count)
    {
        tokens.TouchNew(first, count);
        var key = ProjectionKeys.WordOf(first);
        var spans = context.TryRead(EntityKind.Dispense, key, out var value) ? DispenseRecord.Read(value).Events : [];
        var number = (byte)first.Value;
        var record = new DispenseRecord([.. spans, new DispenseRecord.Span(number, (byte)(number + count - 1), context.At)]);
        context.Write(EntityKind.Dispense, key, record.Write(context.Record));
    }

    /// <summary>The default parents of a range's units with how many leave each: one entry a case, or one for the root.</summary>
    private static IEnumerable<(TokenId Parent, uint Count)> Parents(RunId run, RunWord word, uint first, uint last)
    {
        if (word.UnitsPerCase == 0)
        {
            yield return (TokenId.RootOf(run), last - first + 1);
            yield break;
        }

        for (var unit = first; unit <= last;)
        {
            var box = unit / word.UnitsPerCase;
            var end = Math.Min(last, ((box + 1) * word.UnitsPerCase) - 1);
            yield return (TokenId.Of(run, TokenLevel.Case, box), end - unit + 1);
            unit = end + 1;
        }
    }

    private void Leave(TokenId parent, TokenId root, LotId lot, uint count)
    {
        Span<TokenId> path = stackalloc TokenId[TokenTree.MaximumDepth];
        var depth = context.Tree.Path(parent, path);
        if ((depth == 0 ? parent : path[depth - 1]) != root) throw context.Corrupt($"{parent} is not under {root}.");
        units.Add(parent, lot, -count);
        foreach (var ancestor in path[..depth]) units.Add(ancestor, lot, -count);
    }
}
