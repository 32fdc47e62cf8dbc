namespace Ledger.Node.Index.Serials;

/// <summary>The newest view, shared by the writer, the sealer and the readers, who read it without a lock.</summary>
internal sealed class CurrentView
{
    /// <summary>Held while the view or its active table changes: for one commit's entries at most.</summary>
    private readonly Lock _sync = new();
    private volatile SerialView _view;
    private volatile uint _chunkEnd;

    /// <summary>Starts with what was read at open.</summary>
    public CurrentView(SerialView view, uint chunkEnd) => (_view, _chunkEnd) = (view, chunkEnd);

    /// <summary>The view.</summary>
    public SerialView View => _view;

    /// <summary>The number behind the last committed chunk.</summary>
    public uint ChunkEnd => _chunkEnd;

    /// <summary>Adds committed units to the active table.</summary>
    public void Commit(IReadOnlyList<PendingRun> runs, uint chunkEnd)
    {
        lock (_sync)
        {
            var active = _view.Active;
            foreach (var (run, firstOrdinal) in runs) active.Add(run.Hashes, firstOrdinal);
            _chunkEnd = chunkEnd;
        }
    }

    /// <summary>Freezes the active table for a seal, if it has units, and opens a new one.</summary>
    /// <param name="chooseYoungBits">The prefix bits of the young generation, should it be empty.</param>
    /// <param name="makeFilter">The filter of a young generation that begins.</param>
    /// <returns>Whether a seal began.</returns>
    public bool TryBeginSeal(Func<SealState, int> chooseYoungBits, Func<SealState, YoungFilter?> makeFilter)
    {
        lock (_sync)
        {
            var (state, active) = (_view.State, _view.Active);
            var targetEnd = _chunkEnd * RunChunk.Size;
            if (targetEnd == state.SealedEnd) return false;
            var bits = state.YoungPrefixBits == 0 ? chooseYoungBits(state) : state.YoungPrefixBits;
            var begun = state with { TargetEnd = targetEnd, YoungPrefixBits = bits, Cursor = 0 };
            _view = new(begun, new(likeCapacity: active), active, state.YoungPrefixBits == 0 ? makeFilter(begun) : _view.Filter);
            return true;
        }
    }

    /// <summary>Begins to merge the young generation into the old one, if it has entries.</summary>
    /// <param name="chooseBits">The old generation's prefix bits for all entries; at least those in use.</param>
    /// <returns>Whether a merge began.</returns>
    public bool TryBeginMerge(Func<SealState, int> chooseBits)
    {
        lock (_sync)
        {
            var state = _view.State;
            if (state.YoungCount == 0) return false;
            var bits = Math.Max(state.PrefixBits, chooseBits(state));
            var begun = state with
            {
                TargetPrefixBits = bits,
                Cursor = 0,
                Epochs = bits == state.PrefixBits ? state.Epochs : [.. state.Epochs, new SealEpoch(state.MergedEnd, bits)],
            };
            _view = _view with { State = begun };
            return true;
        }
    }

    /// <summary>Publishes what the buckets hold now.</summary>
    public void Publish(SealState state, SerialTable? sealing)
    {
        lock (_sync) _view = new(state, _view.Active, sealing, state.YoungPrefixBits == 0 ? null : _view.Filter);
    }
}
