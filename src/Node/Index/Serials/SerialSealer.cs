using Ledger.Native.RocksDb;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// Seals units from memory into the young generation of buckets, and merges that into the old one when it has grown large, in bounded
/// steps of one write each.
/// </summary>
internal sealed class SerialSealer(SerialRows rows, SerialIndexOptions options, ISerialDuplicateSink sink, CurrentView current, IIndexFaults faults)
{
    /// <summary>
    /// A wide row knows eight bits more than a fingerprint, so the old generation may have that many prefix bits more; two are left for
    /// what it grows before the merge.
    /// </summary>
    private const int MaxBitsApart = Bucket.ExtraBits - 2;

    private const int SealsInFirst = 2;

    // How much fuller than meant its buckets may become before it is merged.
    private const int FirstFullness = 2;

    // And how much fuller a seal may make them that is far larger than the first: else they are merged before it.
    private const int LargestFullness = 4;

    private readonly SerialRows _rows = rows;
    private readonly SerialIndexOptions _options = options;
    private readonly ISerialDuplicateSink _sink = sink;
    private readonly CurrentView _current = current;
    private readonly IIndexFaults _faults = faults;

    /// <summary>Held for one step: the writer may seal inline while a seal runs in the background.</summary>
    private readonly Lock _sync = new();
    private SealWork? _work;

    /// <summary>Whether a merge runs, or should.</summary>
    public bool IsMergeDue => _current.View.State is var state && (state.IsMerging || (!state.IsSealing && state.YoungCount > 0
        && (state.YoungCount >= MergeThreshold(state, _options) || state.YoungCount + (long)_current.View.UnitsInMemory > LargestFullness * (long)_options.BucketTarget << state.YoungPrefixBits)));

    /// <summary>Takes one step, or begins a merge that is due, or a seal.</summary>
    /// <returns>Whether there is more to do.</returns>
    public bool Step()
    {
        lock (_sync)
        {
            var state = _current.View.State;
            if (!state.IsSealing && !state.IsMerging && !(IsMergeDue ? _current.TryBeginMerge(ChooseBits) : _current.TryBeginSeal(ChooseYoungBits, state => FilterOf(state, _options)))) return false;
            var merged = _current.View.State.IsMerging;
            Advance();

            // A merge may have been in the way of a seal, which goes on behind it.
            return _current.View.State.IsSealing || IsMergeDue || (merged && _current.View.UnitsInMemory > 0);
        }
    }

    /// <summary>Takes one step of a merge, or begins one though it is not due. Call only where no seal runs.</summary>
    /// <returns>Whether there is more to do.</returns>
    public bool MergeStep()
    {
        lock (_sync)
        {
            if (!_current.View.State.IsMerging && !_current.TryBeginMerge(ChooseBits)) return false;
            Advance();
            return _current.View.State.IsMerging;
        }
    }

    /// <summary>The filter of a young generation that begins, or is there at a start.</summary>
    /// <returns>Null where there is none, and before there is an old one, when all units are in it.</returns>
    public static YoungFilter? FilterOf(SealState state, SerialIndexOptions options) =>
        state.PrefixBits == 0 || state.YoungPrefixBits == 0 ? null : new(state.YoungPrefixBits, MergeThreshold(state, options) + options.SealThreshold);

    private void Advance()
    {
        var state = _current.View.State;
        if (!state.IsCursorAtEnd) MergeBuckets();
        else if (state.IsMerging) EndMerge();
        else EndSeal();
    }

    private void MergeBuckets()
    {
        var view = _current.View;
        var state = view.State;
        var end = (uint)Math.Min(1L << state.CursorBits, state.Cursor + (long)_options.BucketsPerSealStep);

        // No bucket may reach the disk before the serials that it points at: their log is synced first.
        if (state.IsSealing && state.Cursor == 0) _rows.Database.FlushWal(sync: true);
        var work = state.IsMerging
            ? new SealWork(_rows, state.YoungPrefixBits, state.CursorBits, state.Cursor, end)
            : _work ??= new(view.Sealing!);
        using var batch = new WriteBatch();
        var (next, duplicates) = SealStep.Fill(_rows, state, work, view.Filter, end, batch);
        if (!duplicates.IsEmpty) _sink.Record(duplicates.ToList());
        _faults.At(IndexStep.SealStepFilled, next.Cursor);
        Write(batch);
        _faults.At(IndexStep.SealStepWritten, next.Cursor);
        _current.Publish(next, view.Sealing);
    }

    private void EndSeal()
    {
        var state = _current.View.State;
        var ended = state with { SealedEnd = state.TargetEnd, Cursor = 0 };
        using var batch = new WriteBatch();
        _rows.PutState(batch, ended);
        Write(batch);

        // On the disk before memory forgets: otherwise a crash could leave more units to rebuild than the table may hold.
        _faults.At(IndexStep.SealEndWritten, state.Cursor);
        _rows.Database.Flush(_rows.Buckets);
        _faults.At(IndexStep.SealFlushed, state.Cursor);
        _work = null;
        _current.Publish(ended, sealing: null);
    }

    private void EndMerge()
    {
        var state = _current.View.State;
        var ended = state with
        {
            PrefixBits = state.TargetPrefixBits,
            TargetPrefixBits = 0,
            MergedEnd = state.SealedEnd,
            YoungPrefixBits = 0,
            YoungCount = 0,
            Cursor = 0,
        };
        using var batch = new WriteBatch();
        if (state.PrefixBits != 0 && state.PrefixBits != state.TargetPrefixBits) _rows.DeleteBuckets(batch, isYoung: false, state.PrefixBits);
        _rows.DeleteBuckets(batch, isYoung: true, state.YoungPrefixBits);
        _rows.PutState(batch, ended);
        Write(batch);

        // Lookups are slow beside deleted ranges in memory.
        _faults.At(IndexStep.MergeEndWritten, state.Cursor);
        _rows.Database.Flush(_rows.Buckets);
        _faults.At(IndexStep.MergeFlushed, state.Cursor);
        _current.Publish(ended, sealing: null);
    }

    // Without the log: a step lost in a crash is taken again, and buckets and cursor are lost together, since a column family
    // keeps a prefix of its writes.
    private void Write(WriteBatch batch) => _rows.Database.Write(batch, new(DisableWal: true));

    // With m units a seal, y in the young and n in the old generation, m units cost y/2 entries in seals and m·n/y in merges: least
    // where y is the root of 2·n·m. Before there is an old generation, as much as the young one's buckets, which were chosen when it was begun, are good for.
    private static long MergeThreshold(SealState state, SerialIndexOptions options) =>
        state.EntryCount > 0 || state.YoungPrefixBits == 0
            ? Math.Max(options.MinMergeThreshold, (long)Math.Sqrt(2.0 * state.EntryCount * options.SealThreshold))
            : Math.Min(options.MinMergeThreshold, FirstFullness * (long)options.BucketTarget << state.YoungPrefixBits);

    private int ChooseYoungBits(SealState state) =>
        Math.Clamp(BitsFor(YoungSize(state)), Math.Max(1, state.PrefixBits - MaxBitsApart), SealState.MaxPrefixBits);

    // The first generation has room for two seals like the one that begins it: a small index is not mostly keys of buckets.
    private long YoungSize(SealState state) => state.EntryCount > 0 ? MergeThreshold(state, _options) : Math.Min(MergeThreshold(state, _options), SealsInFirst * (long)_current.View.UnitsInMemory);

    private int ChooseBits(SealState state) => Math.Min(
        Math.Clamp(BitsFor((long)state.EntryCount + state.YoungCount), SealState.MinPrefixBits, SealState.MaxPrefixBits),
        state.YoungPrefixBits + Bucket.ExtraBits);

    private int BitsFor(long entries) => (int)Math.Round(Math.Log2(Math.Max(1.0, (double)entries / _options.BucketTarget)));
}
