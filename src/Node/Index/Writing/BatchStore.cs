using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>The projection's rows while blocks are applied: changes are collected here and go into one write batch.</summary>
/// <remarks>Keeps rows it has read or written as a cache, since nobody else writes them. Not thread-safe.</remarks>
internal sealed class BatchStore : IProjectionStore
{
    /// <summary>The most rows kept after a commit; then the cache starts anew.</summary>
    public const int MaxCachedRows = 100_000;

    private readonly LedgerDatabase _database;
    private readonly Dictionary<byte[], CachedRow>[] _rows = new Dictionary<byte[], CachedRow>[byte.MaxValue + 1];
    private readonly List<CachedRow>[] _changed = new List<CachedRow>[byte.MaxValue + 1];
    private readonly List<(byte[] Key, byte[] Row)> _past = [];
    private readonly bool[] _isKept = new bool[byte.MaxValue + 1];
    private ulong _block;
    private int _count;

    /// <summary>Creates a store without changes.</summary>
    public BatchStore(LedgerDatabase database)
    {
        _database = database;
        foreach (var kind in LedgerFamilies.Kinds) (_rows[(int)kind], _changed[(int)kind]) = (new(RowKeyComparer.Instance), []);
        foreach (var kind in PastRow.Kinds) _isKept[(int)kind] = true;
    }

    /// <summary>How many rows have changed since the last commit.</summary>
    public int ChangedRows { get; private set; }

    /// <summary>Says which block the changes are of that come now. Blocks only rise, but for those that were abandoned.</summary>
    public void Begin(ulong block) => _block = block;

    /// <inheritdoc/>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var row = Find(kind, key, out var exists);
        if (!exists) row.Value = _database.Rocks.Get(_database.FamilyOf(kind), key);
        value = row.Value;
        return row.Value is not null;
    }

    /// <inheritdoc/>
    public void Write(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Change(kind, key, value.ToArray());

    /// <inheritdoc/>
    public void Delete(EntityKind kind, ReadOnlySpan<byte> key) => Change(kind, key, value: null);

    /// <summary>Puts all changes into a batch, by kind and key.</summary>
    /// <remarks>
    /// In the order of the keys RocksDB finds each place in its memtable next to the one before. In the order in which the events made them, the search
    /// for the place was seven tenths of the time that it took to index a transfer (docs/benchmarks.md).
    /// </remarks>
    public void CopyTo(WriteBatch batch)
    {
        foreach (var kind in LedgerFamilies.Kinds)
        {
            var changed = _changed[(int)kind];
            if (changed.Count == 0) continue;
            var family = _database.FamilyOf(kind);
            changed.Sort(CachedRow.CompareKeys);
            foreach (var row in changed)
            {
                if (row.Value is { } value) batch.Put(family, row.Key, value);
                else batch.Delete(family, row.Key);
            }
        }

        foreach (var (key, row) in _past) batch.Put(_database.Past, key, row);
    }

    /// <summary>Notes for the readers' cache which rows the batch changes.</summary>
    public void NoteChanges(RowCache cache, ulong height)
    {
        foreach (var kind in LedgerFamilies.Kinds)
        {
            if (!RowCache.Keeps(kind)) continue;
            foreach (var row in _changed[(int)kind]) cache.Change(kind, row.Key, height);
        }
    }

    /// <summary>The batch was written: what changed is now what is stored.</summary>
    public void OnCommitted()
    {
        foreach (var kind in LedgerFamilies.Kinds)
        {
            foreach (var row in _changed[(int)kind]) row.IsChanged = false;
            _changed[(int)kind].Clear();
        }

        _past.Clear();
        ChangedRows = 0;
        if (_count > MaxCachedRows) Forget();
    }

    /// <summary>The batch was not written: forgets every row.</summary>
    public void OnAbandoned()
    {
        foreach (var kind in LedgerFamilies.Kinds) _changed[(int)kind].Clear();
        _past.Clear();
        ChangedRows = 0;
        Forget();
    }

    private void Change(EntityKind kind, ReadOnlySpan<byte> key, byte[]? value)
    {
        var row = Find(kind, key, out var exists);
        if (_isKept[(int)kind] && row.PastBlock != _block) Keep(kind, row, exists);
        row.Value = value;
        if (row.IsChanged) return;
        row.IsChanged = true;
        _changed[(int)kind].Add(row);
        ChangedRows++;
    }

    // What the block found, before it changes it for the first time.
    private void Keep(EntityKind kind, CachedRow row, bool isRead)
    {
        if (!isRead) row.Value = _database.Rocks.Get(_database.FamilyOf(kind), row.Key);
        row.PastBlock = _block;
        _past.Add((PastRow.KeyOf(kind, row.Key, _block), PastRow.Encode(row.Value)));
    }

    private CachedRow Find(EntityKind kind, ReadOnlySpan<byte> key, out bool exists)
    {
        var rows = _rows[(int)kind] ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "The projection has no such rows.");
        exists = rows.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var known);
        if (known is not null) return known;
        var row = new CachedRow(key.ToArray());
        rows.Add(row.Key, row);
        _count++;
        return row;
    }

    private void Forget()
    {
        foreach (var kind in LedgerFamilies.Kinds) _rows[(int)kind].Clear();
        _count = 0;
    }
}
