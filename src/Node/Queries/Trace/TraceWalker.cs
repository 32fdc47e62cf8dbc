using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Queries.Trace;

/// <summary>
/// Collects a token's history: its own events, and of each ancestor the acts that bound its contents while the token was inside.
/// An ancestor's other acts are never read, so a unit of a run of 100,000 costs as much as one of a run of ten.
/// </summary>
internal sealed class TraceWalker : IDisposable
{
    /// <summary>Events of one subject in one stretch of time that are read at most; a token with more is traced by time.</summary>
    public const int MaxEventsPerStretch = 20_000;

    private const int MaxKeptEvents = 256;
    private const int MaxLookedThrough = 64;
    private const int MaxDepth = TokenTree.MaximumDepth + 1;

    private static readonly uint AncestorChanged = TopicOf(AncestorChangedEvent.Topic0);
    private static readonly uint HoldPlaced = TopicOf(HoldPlacedEvent.Topic0);
    private static readonly uint HoldLifted = TopicOf(HoldLiftedEvent.Topic0);

    // Every trace collects its events in a list, so it is kept for the thread's next one.
    [ThreadStatic]
    private static List<TraceItem>? Spare;

    private readonly IndexView _view;
    private readonly EventPosition _after;
    private readonly EventPosition _upTo;
    private readonly int _limit;
    private readonly uint _topic;
    private readonly List<TraceItem> _items = Take();
    private HashSet<EventPosition>? _positions;
    private EventPosition _ended;

    /// <summary>Prepares a walk.</summary>
    /// <param name="view">The index.</param>
    /// <param name="after">Only events after this position are collected.</param>
    /// <param name="upTo">Only events up to this position are seen at all.</param>
    /// <param name="limit">The most events collected: the earliest.</param>
    /// <param name="topic">Only events of this type are collected: topic 0, first four bytes big-endian; 0 for all.</param>
    public TraceWalker(IndexView view, EventPosition after, EventPosition upTo, int limit, uint topic = 0) =>
        (_view, _after, _upTo, _limit, _topic) = (view, after, upTo, limit, topic);

    /// <summary>Walks a token's history.</summary>
    /// <returns>Its events in order, no more than the limit; until this walker is disposed of.</returns>
    public IReadOnlyList<TraceItem> Walk(TokenId token)
    {
        _ended = _upTo;
        AddSilentDispense(token);
        WalkOwn(token);
        if (!token.IsFreeContainer && _topic == 0) AddLotAndProduct(token);
        _items.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        if (_items.Count > _limit) _items.RemoveRange(_limit, _items.Count - _limit);
        return _items;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_items.Capacity > MaxKeptEvents) return;
        _items.Clear();
        Spare = _items;
    }

    private static List<TraceItem> Take()
    {
        var spare = Spare ?? [];
        Spare = null;
        return spare;
    }

    // A unit that was dispensed in a range has no event of its own: the range's is found by its bit.
    private void AddSilentDispense(TokenId token)
    {
        if (token.Level != TokenLevel.Unit || _view.Rows.DispensedBy(token) is not { } place) return;
        var position = new EventPosition(place.Block, place.LogIndex);
        if (position > _upTo) return;
        _ended = position;
        if (_topic == 0) Add(new(Subject.Of(token), 0, place, TraceVia.Own, TokenId.None));
    }

    private void WalkOwn(TokenId token)
    {
        var entries = _view.History.Range(Subject.Of(token), EventPosition.Start, _ended, onlyBinding: false, MaxEventsPerStretch);
        foreach (var entry in entries)
        {
            // Counters that moved because of something inside are no act of the token.
            if (entry.EventTopic != AncestorChanged) Add(entry, TraceVia.Own, TokenId.None);
        }

        WalkParents(token, EventPosition.Start, _ended, entries, depth: 0);
    }

    private void WalkAncestor(TokenId ancestor, EventPosition from, EventPosition to, int depth)
    {
        if (depth > MaxDepth) throw new Index.IndexCorruptException($"The ancestors of {ancestor} do not end.");
        var entries = _view.History.Range(Subject.Of(ancestor), from, to, onlyBinding: true, MaxEventsPerStretch);
        foreach (var entry in entries) Add(entry, TraceVia.Of(ancestor.Level), ancestor);
        WalkParents(ancestor, from, to, entries, depth);
    }

    // Between two of its own acts a token has one parent; what bound that parent meanwhile bound the token.
    private void WalkParents(TokenId token, EventPosition from, EventPosition to, List<HistoryEntry> entries, int depth)
    {
        var start = from;
        var parent = from == EventPosition.Start ? InitialParent(token) : ParentOf(token, new(_view.History.WordAt(Subject.Of(token), from)));
        foreach (var entry in entries)
        {
            var position = new EventPosition(entry.Event.Block, entry.Event.LogIndex);
            var next = ParentAfter(token, entry);
            if (next == parent) continue;

            // The act that took it out names the parent too, so the stretch ends with it.
            if (parent != TokenId.None) WalkAncestor(parent, start, position, depth + 1);
            (start, parent) = (position, next);
        }

        if (parent != TokenId.None) WalkAncestor(parent, start, to, depth + 1);
    }

    private TokenId InitialParent(TokenId token) => ParentOf(token, default);

    // A word of zero: an act that left no record, as an attested condition, and the token where its layout puts it. Being dispensed
    // leaves none either, but the walk ends with that.
    private TokenId ParentAfter(TokenId token, HistoryEntry entry) => ParentOf(token, new(StorageWord.Read(entry.SlotAfter.Span)));

    private TokenId ParentOf(TokenId token, TokenWord word)
    {
        if (word.IsTerminal || (token.IsFreeContainer && !word.HasRecord) || token.Level == TokenLevel.Run) return TokenId.None;
        return _view.Tree.Parent(token, word);
    }

    private void AddLotAndProduct(TokenId token)
    {
        if (!_view.Rows.TryRun(token.Run, out var run)) return;
        var born = new EventPosition(run.Commissioned.Block, run.Commissioned.LogIndex);
        AddHolds(token, new(SubjectKind.Lot, run.Word.Lot.Value), born, TraceVia.Lot);
        AddHolds(token, new(SubjectKind.Product, run.Word.Product.Value), born, TraceVia.Product);
    }

    private void AddHolds(TokenId token, Subject subject, EventPosition born, string via)
    {
        foreach (var entry in _view.History.Range(subject, born, _ended, onlyBinding: true, MaxEventsPerStretch))
        {
            if ((entry.EventTopic == HoldPlaced || entry.EventTopic == HoldLifted) && Concerns(token, entry)) Add(entry, via, TokenId.None);
        }
    }

    // A recalled range raises its lot's seq too, but concerns only what lies in it.
    private bool Concerns(TokenId token, HistoryEntry entry)
    {
        if (LogReader.Read(_view, entry.Event) is not { } log) return true;
        var hold = HoldPlacedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var placed) ? placed.Hold
            : HoldLiftedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var lifted) ? lifted.Hold : default;
        if (!_view.Rows.TryHold(new(hold), out var record) || record.Word.Scope != HoldScope.Range) return true;
        if (record.Target != token.RunField) return false;
        var units = RunLayout.UnitsPer(_view.Rows.RunWord(token.Run), token.Level);
        var first = token.Index * units;
        return record.First < first + units && first <= record.Last;
    }

    private void Add(HistoryEntry entry, string via, TokenId viaToken)
    {
        if (_topic == 0 || entry.EventTopic == _topic) Add(new TraceItem(new(entry.Kind, entry.Id), entry.Seq, entry.Event, via, viaToken));
    }

    // One event may concern a token and its ancestors; it is told once, as the nearest to the token.
    private void Add(TraceItem item)
    {
        if (item.Position > _after && item.Position <= _upTo && IsNew(item.Position)) _items.Add(item);
    }

    // A history is short as a rule, and looking through it then takes less than a table.
    private bool IsNew(EventPosition position)
    {
        if (_positions is not null) return _positions.Add(position);
        foreach (ref readonly var known in CollectionsMarshal.AsSpan(_items))
        {
            if (known.Position == position) return false;
        }

        if (_items.Count == MaxLookedThrough) _positions = [position, .. _items.Select(item => item.Position)];
        return true;
    }

    private static uint TopicOf(Bytes32 topic) => BinaryPrimitives.ReadUInt32BigEndian(topic.Span);
}
