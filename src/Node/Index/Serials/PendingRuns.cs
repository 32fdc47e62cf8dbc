using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;

namespace Ledger.Node.Index.Serials;

/// <summary>Runs that are in a write batch which is not written yet. The writer's own; not thread-safe.</summary>
internal sealed class PendingRuns
{
    private readonly List<PendingRun> _runs = [];
    private readonly HashSet<RunId> _ids = [];
    private readonly SerialTable _table = new();

    /// <summary>Units pending.</summary>
    public int Count { get; private set; }

    /// <summary>The runs, in the order of their ordinals.</summary>
    public IReadOnlyList<PendingRun> Runs => _runs;

    /// <summary>Whether a run is pending.</summary>
    public bool Has(RunId id) => _ids.Contains(id);

    /// <summary>Adds a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="firstOrdinal">The ordinal of its first unit, beyond all pending ones.</param>
    /// <param name="known">Receives the indexes of units whose hash an earlier pending unit has.</param>
    public void Add(PreparedRun run, uint firstOrdinal, List<int> known)
    {
        _ids.Add(run.Run);
        _runs.Add(new(run, firstOrdinal));
        _table.Add(run.Hashes, firstOrdinal, known);
        Count += run.Count;
    }

    /// <summary>Finds units of a run whose hash a pending unit has.</summary>
    /// <param name="hashes">The run's hashes.</param>
    /// <param name="known">Receives their indexes.</param>
    public void FindKnown(ReadOnlySpan<ulong> hashes, List<int> known)
    {
        if (_table.Count > 0) _table.FindKnown(hashes, known);
    }

    /// <summary>Adds the pending units before an ordinal that bear a serial.</summary>
    public void Find(ulong hash, ulong gtin, ReadOnlySpan<byte> serial, uint before, ref SerialMatches matches)
    {
        Span<uint> ordinals = stackalloc uint[SerialMatches.Capacity];
        Span<byte> own = stackalloc byte[SerialList.MaxSerialLength];
        foreach (var ordinal in ordinals[.._table.Find(hash, ordinals)])
        {
            if (ordinal >= before || matches.Has(ordinal)) continue;
            var (run, first) = RunOf(ordinal);
            var index = (int)(ordinal - first);
            if (run.Gtin == gtin && own[..run.ReadSerial(index, own)].SequenceEqual(serial)) matches.Add(ordinal, new(run.Run, index));
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _ids.Clear();
        _runs.Clear();
        Count = 0;
        if (_table.Count > 0) _table.Clear();
    }

    private PendingRun RunOf(uint ordinal)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_runs[middle].FirstOrdinal <= ordinal) low = middle;
            else high = middle - 1;
        }

        return _runs[low];
    }
}
