using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Trace;

namespace Ledger.Node.Queries.Recalls;

/// <summary>
/// Goes through the units of runs at a height. Units that never acted on their own are taken together as far as they lie in one case, so a range costs
/// its cases and the units that acted. For one answer.
/// </summary>
internal sealed class UnitWalk
{
    private const uint UnitsPerWord = 256;

    private readonly IndexView _view;
    private readonly LedgerView _rows;
    private readonly TokenTree _tree;
    private readonly EventPosition _end;
    private readonly Dictionary<TokenId, TokenWord> _roots = [];
    private readonly Dictionary<(TokenId Token, EventPosition Position), byte> _cleared = [];

    /// <summary>Walks at a height.</summary>
    /// <param name="view">The index.</param>
    /// <param name="height">The block.</param>
    public UnitWalk(IndexView view, ulong height)
    {
        (_view, _rows, _end) = (view, view.RowsAt(height), EventPosition.EndOf(height));
        _tree = new(_rows);
    }

    /// <summary>The units of a range, in order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="first">Its first unit.</param>
    /// <param name="last">Its last unit, inclusive.</param>
    public IEnumerable<UnitGroup> Of(RunId run, uint first, uint last)
    {
        var perCase = _rows.RunWord(run).UnitsPerCase;
        for (var start = first; start <= last;)
        {
            // What is untouched now was untouched then: bits are only ever set.
            var touched = _view.Rows.TouchedWord(TokenId.UnitOf(run, start));
            var end = Math.Min(last, start | (UnitsPerWord - 1));
            if (perCase > 0) end = Math.Min(end, (((start / perCase) + 1) * perCase) - 1);
            var count = 0u;
            while (start + count <= end && touched.Bits((int)((start + count) % UnitsPerWord), 1) == 0) count++;
            yield return count > 0 ? Untouched(TokenId.UnitOf(run, start), count) : One(TokenId.UnitOf(run, start));
            start += Math.Max(count, 1);
        }
    }

    /// <summary>Up to which recall of their lot units are free, or were when they ended: on their own, or with what they were in of their run.</summary>
    public byte ClearedOf(UnitGroup units)
    {
        var word = _rows.Token(units.First);
        if (!word.IsTerminal && (word.HasRecord || !units.HasEnded || units.Parent != TokenId.None)) return Math.Max(word.Cleared, ClearedIn(units.First, units.Parent, _end));
        var before = BeforeItEnded(units.First);
        var then = new LedgerView(new HistoricalReader(_view, before));
        return Math.Max(then.Token(units.First).Cleared, ClearedIn(units.First, new TokenTree(then).Parent(units.First), before));
    }

    private UnitGroup Untouched(TokenId first, uint count) => Group(first, count, _tree.Parent(first));

    private UnitGroup One(TokenId unit)
    {
        var status = _tree.Status(unit);
        return status is >= TokenStatus.Dispensed and <= TokenStatus.Consumed
            ? new(unit, 1, status, default, default, TokenId.None)
            : Group(unit, 1, _tree.Parent(unit));
    }

    private UnitGroup Group(TokenId first, uint count, TokenId parent)
    {
        var anchor = parent == TokenId.None ? first : parent;
        if (!_roots.TryGetValue(anchor, out var root)) _roots[anchor] = root = _rows.Token(_tree.Root(anchor));
        return root.IsTerminal
            ? new(first, count, root.Status, default, default, parent)
            : new(first, count, root.Status, root.Owner, root.Custodian, parent);
    }

    private byte ClearedIn(TokenId unit, TokenId parent, EventPosition position)
    {
        if (parent == TokenId.None) return 0;
        if (_cleared.TryGetValue((parent, position), out var known)) return known;
        var rows = position == _end ? _rows : new LedgerView(new HistoricalReader(_view, position));
        byte cleared = 0;
        foreach (var ancestor in new TokenTree(rows).Path(parent).Prepend(parent))
        {
            if (!ancestor.IsFreeContainer && ancestor.Run == unit.Run) cleared = Math.Max(cleared, rows.Token(ancestor).Cleared);
        }

        return _cleared[(parent, position)] = cleared;
    }

    private EventPosition BeforeItEnded(TokenId unit)
    {
        var ended = _view.Rows.DispensedBy(unit) is { } silent
            ? new EventPosition(silent.Block, silent.LogIndex)
            : EndOf(unit);
        return ended.LogIndex > 0 ? new(ended.Block, ended.LogIndex - 1) : EventPosition.EndOf(ended.Block - 1);
    }

    private EventPosition EndOf(TokenId unit)
    {
        foreach (var entry in _view.History.Range(Subject.Of(unit), EventPosition.Start, _end, onlyBinding: false, TraceWalker.MaxEventsPerStretch))
        {
            if (new TokenWord(StorageWord.Read(entry.SlotAfter.Span)).IsTerminal) return new(entry.Event.Block, entry.Event.LogIndex);
        }

        throw new IndexCorruptException($"The index lacks the end of {unit}.");
    }
}
