using System.Runtime.InteropServices;
using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>The projection's rows while blocks are applied: changes are collected here and go into one write batch.</summary>
/// <remarks>Keeps rows it has read or written as a cache, since nobody else writes them. Not thread-safe.</remarks>
internal sealed class BatchStore : IProjectionStore
{
    /// <summary>The most rows kept after a commit; then the cache starts anew.</summary>
    public const int MaxCachedRows = 100_000;

    private readonly LedgerDatabase _database;
    private readonly Dictionary<byte[], Row>[] _rows = new Dictionary<byte[], Row>[byte.MaxValue + 1];
    private readonly List<(EntityKind Kind, byte[] Key)> _changed = [];
    private int _count;

    /// <summary>Creates a store without changes.</summary>
    public BatchStore(LedgerDatabase database)
    {
        _database = database;
        foreach (var kind in LedgerFamilies.Kinds) _rows[(int)kind] = new(RowKeyComparer.Instance);
    }

    /// <summary>How many rows have changed since the last commit.</summary>
    public int ChangedRows => _changed.Count;

    /// <inheritdoc/>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        ref var row = ref Find(kind, key, out var exists);
        if (!exists) row.Value = _database.Rocks.Get(_database.FamilyOf(kind), key);
        value = row.Value;
        return row.Value is not null;
    }

    /// <inheritdoc/>
    public void Write(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Change(kind, key, value.ToArray());

    /// <inheritdoc/>
    public void Delete(EntityKind kind, ReadOnlySpan<byte> key) => Change(kind, key, value: null);

    /// <summary>Puts all changes into a batch.</summary>
    public void CopyTo(WriteBatch batch)
    {
        foreach (var (kind, key) in _changed)
        {
            var family = _database.FamilyOf(kind);
            if (_rows[(int)kind][key].Value is { } value) batch.Put(family, key, value);
            else batch.Delete(family, key);
        }
    }

    /// <summary>The batch was written: what changed is now what is stored.</summary>
    public void OnCommitted()
    {
        foreach (var (kind, key) in _changed) CollectionsMarshal.GetValueRefOrNullRef(_rows[(int)kind], key).IsChanged = false;
        _changed.Clear();
        if (_count > MaxCachedRows) Forget();
    }

    /// <summary>The batch was not written: forgets every row.</summary>
    public void OnAbandoned()
    {
        _changed.Clear();
        Forget();
    }

    private void Change(EntityKind kind, ReadOnlySpan<byte> key, byte[]? value)
    {
        ref var row = ref Find(kind, key, out _);
        row.Value = value;
        if (row.IsChanged) return;
        row.IsChanged = true;
        _changed.Add((kind, key.ToArray()));
    }

    private ref Row Find(EntityKind kind, ReadOnlySpan<byte> key, out bool exists)
    {
        var rows = _rows[(int)kind] ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "The projection has no such rows.");
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows.GetAlternateLookup<ReadOnlySpan<byte>>(), key, out exists);
        if (!exists) _count++;
        return ref row;
    }

    private void Forget()
    {
        foreach (var kind in LedgerFamilies.Kinds) _rows[(int)kind].Clear();
        _count = 0;
    }

    private struct Row
    {
        public byte[]? Value;
        public bool IsChanged;
    }
}
