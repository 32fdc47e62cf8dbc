using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>Merges units from memory into the buckets, in bounded steps of one write each.</summary>
internal sealed class SerialSealer(SerialRows rows, SerialIndexOptions options, ISerialDuplicateSink sink, CurrentView current)
{
    private readonly SerialRows _rows = rows;
    private readonly SerialIndexOptions _options = options;
    private readonly ISerialDuplicateSink _sink = sink;
    private readonly CurrentView _current = current;

    /// <summary>Held for one step: the writer may seal inline while a seal runs in the background.</summary>
    private readonly Lock _sync = new();
    private SealWork? _work;

    /// <summary>Takes one step, or begins a seal.</summary>
    /// <returns>Whether there is more to do.</returns>
    public bool Step()
    {
        lock (_sync)
        {
            if (!_current.View.State.IsSealing && !_current.TryBeginSeal(ChoosePrefixBits)) return false;
            if (_current.View.State.IsCursorAtEnd) End();
            else MergeBuckets();
            return _current.View.State.IsSealing;
        }
    }

    private void MergeBuckets()
    {
        var view = _current.View;

        // No bucket may reach the disk before the serials that it points at: their log is synced first.
        if (view.State.Cursor == 0) _rows.Database.FlushWal(sync: true);
        _work ??= new(view.Sealing!);
        using var batch = new WriteBatch();
        var (next, duplicates) = SealStep.Fill(_rows, view.State, _work, _options.BucketsPerSealStep, batch);
        if (!duplicates.IsEmpty) _sink.Record(duplicates.ToList());

        // Without the log: a step lost in a crash is taken again, and buckets and cursor are lost together, since a column
        // family keeps a prefix of its writes.
        _rows.Database.Write(batch, new(DisableWal: true));
        _current.Publish(next, view.Sealing);
    }

    private void End()
    {
        var state = _current.View.State;
        using var batch = new WriteBatch();
        if (state.PrefixBits != 0 && state.PrefixBits != state.TargetPrefixBits)
        {
            var start = new byte[Bucket.KeySizeBytes];
            var end = new byte[Bucket.KeySizeBytes];
            Bucket.WriteKey(state.PrefixBits, 0, start);
            Bucket.WriteKey(state.PrefixBits + 1, 0, end);
            batch.DeleteRange(_rows.Buckets, start, end);
        }

        var ended = state with { SealedEnd = state.TargetEnd, PrefixBits = state.TargetPrefixBits, Cursor = 0 };
        _rows.PutState(batch, ended);
        _rows.Database.Write(batch, new(DisableWal: true));

        // On the disk before memory forgets: otherwise a crash could leave more units to rebuild than the table may hold.
        _rows.Database.Flush(_rows.Buckets);
        _work = null;
        _current.Publish(ended, sealing: null);
    }

    private int ChoosePrefixBits(ulong entries)
    {
        var bits = (int)Math.Round(Math.Log2(Math.Max(1.0, (double)entries / _options.BucketTarget)));
        return Math.Clamp(bits, SealState.MinPrefixBits, SealState.MaxPrefixBits);
    }
}
