using System.Runtime.InteropServices;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Units by partner, product, lot and status. Changes of a block are collected and written at its end, sorted.</summary>
internal sealed class UnitSums(ProjectionContext context)
{
    private readonly Dictionary<SumKey, Change> _changes = [];
    private readonly List<KeyValuePair<SumKey, Change>> _sorted = [];
    private readonly Dictionary<LienId, Dictionary<SumKey, long>> _liens = [];

    /// <summary>Forgets what an abandoned block left behind.</summary>
    public void Begin()
    {
        _changes.Clear();
        _liens.Clear();
    }

    /// <summary>Units under a held token appear (or, negative, vanish): they count for its owner, its custodian and its lien.</summary>
    public void Add(TokenWord held, LotId lot, long units)
    {
        if (!held.IsHeld) throw context.Corrupt("units were counted for a token that is not held.");
        var product = context.View.LotWord(lot).Product;
        var owner = new SumKey(held.Owner, product, lot, held.Status);
        var pledged = held.Lien != default && context.View.LienWord(held.Lien).IsAlive;
        Add(owner, new Change(units, 0, pledged ? units : 0));
        Add(owner with { Partner = held.Custodian }, new Change(0, units, 0));
        if (!pledged) return;
        if (!_liens.TryGetValue(held.Lien, out var sums)) _liens[held.Lien] = sums = [];
        sums[owner] = sums.GetValueOrDefault(owner) + units;
    }

    /// <summary>Units under a held token ended: they leave its sums, count under their final status for its owner and custodian, and for their lot.</summary>
    public void Retire(TokenWord held, LotId lot, ulong units, TokenStatus status)
    {
        Add(held, lot, -(long)units);
        var owner = new SumKey(held.Owner, context.View.LotWord(lot).Product, lot, status);
        Add(owner, new Change((long)units, 0, 0));
        Add(owner with { Partner = held.Custodian }, new Change(0, (long)units, 0));
        CountLot(lot, status, (long)units);
        context.Count(CounterOf(status), units);
    }

    /// <summary>Units that are not in circulation, or no longer so, are counted for their lot.</summary>
    public void CountLot(LotId lot, TokenStatus status, long units)
    {
        var before = context.View.LotUnits(lot);
        var after = before.With(status, units);
        if (after != before) context.Write(EntityKind.LotUnits, ProjectionKeys.Lot(lot), after.Write(context.Record));
    }

    /// <summary>A lien ends on everything: nothing under it is pledged any more. Called before its word changes.</summary>
    public void EndLien(LienId lien)
    {
        WriteLien(lien);
        foreach (var entry in context.View.LienSum(lien).Entries)
        {
            Add(new SumKey(entry.Owner, entry.Product, entry.Lot, entry.Status), new Change(0, 0, -(long)entry.Units));
        }

        context.Delete(EntityKind.LienSum, ProjectionKeys.Lien(lien));
    }

    /// <summary>Writes what changed in the block.</summary>
    public void Finish()
    {
        foreach (var lien in _liens.Keys.OrderBy(l => l.Value).ToList()) WriteLien(lien);
        _sorted.Clear();
        foreach (var change in _changes)
        {
            if (change.Value != default) _sorted.Add(change);
        }

        _sorted.Sort(static (a, b) => SumKey.Compare(a.Key, b.Key));
        foreach (var (key, change) in _sorted) Write(key, change);
        Begin();
    }

    private void Add(SumKey key, Change change)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, key, out _);
        sum = new Change(sum.Owned + change.Owned, sum.Custody + change.Custody, sum.Pledged + change.Pledged);
    }

    private void Write(SumKey key, Change change)
    {
        var before = context.View.HoldingSum(key.Partner, key.Product, key.Lot, key.Status);
        var sum = new UnitSum(Plus(before.Owned, change.Owned), Plus(before.Custody, change.Custody), Plus(before.Pledged, change.Pledged));
        var row = sum.Write(context.Record).Written;
        var versions = ProjectionKeys.HoldingSum(key.Partner, key.Product, key.Lot, key.Status);
        var now = ProjectionKeys.AtBlock(versions, ulong.MaxValue);
        if (sum.IsZero) context.Delete(EntityKind.HoldingSum, now);
        else context.Write(EntityKind.HoldingSum, now, row);
        context.Append(EntityKind.HoldingSum, ProjectionKeys.AtBlock(versions, context.Block.Number), row);

        // Who once held units of a lot is named for ever, since heights of the past are asked about too: how many they are, now and then, the sum tells.
        if (before.IsZero) context.Mark(EntityKind.LotHolder, ProjectionKeys.LotHolder(key.Lot, key.Partner, key.Status));
    }

    private void WriteLien(LienId lien)
    {
        if (!_liens.Remove(lien, out var changes)) return;
        var sums = new SortedDictionary<SumKey, ulong>(SumKey.Order);
        foreach (var e in context.View.LienSum(lien).Entries) sums[new SumKey(e.Owner, e.Product, e.Lot, e.Status)] = e.Units;
        foreach (var (key, change) in changes) sums[key] = Plus(sums.GetValueOrDefault(key), change);
        var entries = sums.Where(s => s.Value != 0).Select(s => new LienSumRecord.Entry(s.Key.Partner, s.Key.Product, s.Key.Lot, s.Key.Status, s.Value)).ToList();
        if (entries.Count == 0) context.Delete(EntityKind.LienSum, ProjectionKeys.Lien(lien));
        else context.Write(EntityKind.LienSum, ProjectionKeys.Lien(lien), new LienSumRecord(entries).Write(context.Record));
    }

    private ulong Plus(ulong sum, long change) =>
        change >= 0 || sum >= (ulong)-change ? sum + (ulong)change : throw context.Corrupt($"a sum of {sum} units fell by {-change}.");

    private static string CounterOf(TokenStatus status) => status switch
    {
        TokenStatus.Dispensed => ProjectionCounters.Dispensed,
        TokenStatus.Destroyed => ProjectionCounters.Destroyed,
        TokenStatus.Exported => ProjectionCounters.Exported,
        TokenStatus.Consumed => ProjectionCounters.Consumed,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a final status."),
    };

    private readonly record struct Change(long Owned, long Custody, long Pledged);

    private readonly record struct SumKey(PartnerId Partner, ProductId Product, LotId Lot, TokenStatus Status)
    {
        public static Comparer<SumKey> Order { get; } = Comparer<SumKey>.Create(Compare);

        public static int Compare(SumKey a, SumKey b)
        {
            if (a.Partner != b.Partner) return a.Partner.Value.CompareTo(b.Partner.Value);
            if (a.Product != b.Product) return a.Product.Value.CompareTo(b.Product.Value);
            return a.Lot != b.Lot ? a.Lot.Value.CompareTo(b.Lot.Value) : ((byte)a.Status).CompareTo((byte)b.Status);
        }

        // Asked for with every event that moves units: cheaper than the one that is made for records.
        public bool Equals(SumKey other) => Partner == other.Partner && Lot == other.Lot && Product == other.Product && Status == other.Status;

        public override int GetHashCode() => HashCode.Combine(((ulong)Partner.Value << 32) | Lot.Value, ((ulong)Product.Value << 8) | (byte)Status);
    }
}
