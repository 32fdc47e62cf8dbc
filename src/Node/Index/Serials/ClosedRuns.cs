using Ledger.Contracts.Ids;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// Runs of batches that are closed and not committed, oldest first: of two at most. One thread closes batches and asks, another commits them beside it.
/// </summary>
internal sealed class ClosedRuns
{
    private const int MaxBatches = 2;

    private readonly PendingRuns[] _runs = [new(), new()];
    private readonly uint[] _chunkEnds = new uint[MaxBatches];
    private readonly PendingRuns[] _uncommitted = new PendingRuns[MaxBatches];
    private PendingRuns _spare = new();
    private long _closed;
    private long _committed;

    /// <summary>What is not committed, oldest first; what is committed meanwhile stays in it. Ask before the view is taken, which has what is not in here. For the thread that closes, until it asks again.</summary>
    public ReadOnlySpan<PendingRuns> Uncommitted
    {
        get
        {
            var count = 0;
            for (var batch = Volatile.Read(ref _committed); batch < _closed; batch++) _uncommitted[count++] = _runs[batch % MaxBatches];
            return _uncommitted.AsSpan(0, count);
        }
    }

    /// <summary>Whether a run is in one of the last batches, committed or not.</summary>
    public bool Has(RunId run) => _runs[0].Has(run) || _runs[1].Has(run);

    /// <summary>Takes the runs of a batch that is closed, and gives others, empty, to be filled.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="chunkEnd">The number behind their last chunk.</param>
    /// <exception cref="InvalidOperationException">Two batches are not committed.</exception>
    public PendingRuns Exchange(PendingRuns runs, uint chunkEnd)
    {
        if (_closed - Volatile.Read(ref _committed) == MaxBatches) throw new InvalidOperationException($"{MaxBatches} batches are not committed; commit one before the next is closed.");
        var place = _closed % MaxBatches;
        var empty = _spare;
        (_spare, _runs[place], _chunkEnds[place]) = (_runs[place], runs, chunkEnd);
        _spare.Clear();
        _closed++;
        return empty;
    }

    /// <summary>Commits the oldest.</summary>
    public void Commit(CurrentView current)
    {
        var place = _committed % MaxBatches;
        current.Commit(_runs[place].Runs, _chunkEnds[place]);
        Volatile.Write(ref _committed, _committed + 1);
    }

    /// <summary>Forgets all. Nobody may commit meanwhile.</summary>
    public void Clear()
    {
        foreach (var runs in _runs) runs.Clear();
        _committed = _closed;
    }
}
