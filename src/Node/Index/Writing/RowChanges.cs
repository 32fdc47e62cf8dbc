using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>The projection's rows that a batch changes, each once, as the batch leaves it. Not thread-safe.</summary>
internal sealed class RowChanges
{
    private readonly List<RowChange>[] _rows = new List<RowChange>[byte.MaxValue + 1];
    private readonly List<RowChange> _past = [];
    private readonly PackedWriter _stored = new();
    private HoldingChanges _holdings = new();

    /// <summary>Creates an empty set.</summary>
    public RowChanges()
    {
        foreach (var kind in LedgerFamilies.Kinds) _rows[(int)kind] = [];
    }

    /// <summary>Adds a row.</summary>
    public void Add(EntityKind kind, RowChange row) => _rows[(int)kind].Add(row);

    /// <summary>Adds what a row was before a block changed it.</summary>
    public void AddPast(byte[] key, byte[] row) => _past.Add(new(key, row));

    /// <summary>Takes who holds what, and gives what it had, which is empty, to be filled again.</summary>
    public HoldingChanges Exchange(HoldingChanges holdings)
    {
        var empty = _holdings;
        _holdings = holdings;
        return empty;
    }

    /// <summary>Puts all into a write batch, by kind and key.</summary>
    /// <remarks>
    /// In the order of the keys RocksDB finds each place in its memtable next to the one before. In the order in which the events made them, the search
    /// for the place was seven tenths of the time that it took to index a transfer (docs/benchmarks.md).
    /// </remarks>
    public void CopyTo(WriteBatch batch, LedgerDatabase database)
    {
        foreach (var kind in LedgerFamilies.Kinds)
        {
            var rows = _rows[(int)kind];
            if (rows.Count == 0) continue;
            var family = database.FamilyOf(kind);
            rows.Sort(RowChange.CompareKeys);
            foreach (var row in rows)
            {
                if (row.Value is { } value) batch.Put(family, row.Key, StoredRow.Of(kind, value, _stored));
                else batch.Delete(family, row.Key);
            }
        }

        _holdings.CopyTo(batch, database.FamilyOf(EntityKind.Holding));
        _past.Sort(RowChange.CompareKeys);
        foreach (var row in _past) batch.Put(database.Past, row.Key, row.Value);
    }

    /// <summary>Notes for the readers' cache which rows the batch changes.</summary>
    public void NoteChanges(RowCache cache, ulong height)
    {
        foreach (var kind in LedgerFamilies.Kinds)
        {
            if (!RowCache.Keeps(kind)) continue;
            foreach (var row in _rows[(int)kind]) cache.Change(kind, row.Key, height);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _past.Clear();
        _holdings.Clear();
        foreach (var kind in LedgerFamilies.Kinds) _rows[(int)kind].Clear();
    }
}
