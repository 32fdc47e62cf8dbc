using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;

namespace Ledger.Node.Index.Serials;

/// <summary>Runs that are in a write batch which is not written yet. The writer's own; not thread-safe.</summary>
internal sealed class PendingRuns
{
    private readonly List<Run> _runs = [];
    private readonly HashSet<RunId> _ids = [];
    private readonly List<(ulong Hash, uint Ordinal)> _entries = [];
    private readonly SerialTable _table = new();

    /// <summary>Units pending.</summary>
    public int Count => _entries.Count;

    /// <summary>The hashes and ordinals, ascending by ordinal.</summary>
    public IReadOnlyList<(ulong Hash, uint Ordinal)> Entries => _entries;

    /// <summary>Whether a run is pending.</summary>
    public bool Has(RunId id) => _ids.Contains(id);

    /// <summary>Adds a run, whose serials follow by <see cref="Add"/>.</summary>
    public void Begin(RunId id, ulong gtin, SerialList list, uint firstOrdinal)
    {
        _ids.Add(id);
        _runs.Add(new(id, gtin, list, firstOrdinal));
    }

    /// <summary>Adds the next serial of the newest run.</summary>
    public void Add(ulong hash, uint ordinal)
    {
        _entries.Add((hash, ordinal));
        _table.Add(hash, ordinal);
    }

    /// <summary>Adds the pending units that bear a serial.</summary>
    public void Find(ulong hash, ulong gtin, ReadOnlySpan<byte> serial, ref SerialMatches matches)
    {
        Span<uint> ordinals = stackalloc uint[SerialMatches.Capacity];
        foreach (var ordinal in ordinals[..(_table.Count == 0 ? 0 : _table.Find(hash, ordinals))])
        {
            var run = _runs.FindLast(run => run.FirstOrdinal <= ordinal)!;
            var index = (int)(ordinal - run.FirstOrdinal);
            if (run.Gtin == gtin && run.List.GetAt(index).SequenceEqual(serial)) matches.Add(ordinal, new(run.Id, index));
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _ids.Clear();
        _runs.Clear();
        _entries.Clear();
        if (_table.Count > 0) _table.Clear();
    }

    private sealed record Run(RunId Id, ulong Gtin, SerialList List, uint FirstOrdinal);
}
