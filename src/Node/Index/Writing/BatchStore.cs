using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>The projection's rows while blocks are applied: changes are collected here and go into one write batch.</summary>
/// <remarks>
/// Keeps rows it has read or written as a cache, since nobody else writes them. Batches that are not written yet are read here too: all that they change stays in the
/// cache until a batch is closed when all before it are written. However often a row changes within a batch, it is written once. Not thread-safe.
/// </remarks>
internal sealed class BatchStore : IProjectionStore
{
    /// <summary>The most rows kept beyond those that the last batch changed; then the cache starts anew.</summary>
    public const int MaxCachedRows = 200_000;

    private readonly LedgerDatabase _database;
    private readonly int _maxCachedRows;
    private readonly Dictionary<byte[], CachedRow>[] _rows = new Dictionary<byte[], CachedRow>[byte.MaxValue + 1];
    private readonly List<CachedRow>[] _changed = new List<CachedRow>[byte.MaxValue + 1];
    private readonly List<(EntityKind Kind, RowChange Row)> _appended = [];
    private readonly List<(byte[] Key, byte[] Row)> _past = [];
    private readonly bool[] _isKept = new bool[byte.MaxValue + 1];
    private readonly MessageKeys _messages = new();
    private HoldingChanges _holdings = new();
    private ulong _block;
    private int _count;
    private int _changedRows;

    /// <summary>Creates a store without changes.</summary>
    /// <param name="database">The database.</param>
    /// <param name="maxCachedRows">The most rows kept beyond those that the last batch changed.</param>
    public BatchStore(LedgerDatabase database, int maxCachedRows = MaxCachedRows)
    {
        (_database, _maxCachedRows) = (database, maxCachedRows);
        foreach (var kind in LedgerFamilies.Kinds) (_rows[(int)kind], _changed[(int)kind]) = (new(RowKeyComparer.Instance), []);
        foreach (var kind in PastRow.Kinds) _isKept[(int)kind] = true;
    }

    /// <summary>How many rows have changed since the last batch.</summary>
    public int ChangedRows => _changedRows + _holdings.Count;

    /// <summary>Says which block the changes are of that come now. Blocks only rise, but for those that were abandoned.</summary>
    public void Begin(ulong block) => _block = block;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The projection has no such rows, or never reads them (<see cref="HoldingChanges"/>).</exception>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var row = Find(kind, key, out var exists);
        if (!exists) Load(kind, row);
        value = row.Value;
        return row.Value is not null;
    }

    /// <inheritdoc/>
    public void Write(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (kind is EntityKind.Holding)
        {
            _holdings.Write(key);
            return;
        }

        var row = Find(kind, key, out var exists);
        Change(kind, row, exists, value);
    }

    /// <inheritdoc/>
    public void Delete(EntityKind kind, ReadOnlySpan<byte> key)
    {
        if (kind is EntityKind.Holding)
        {
            _holdings.Delete(key);
            return;
        }

        var row = Find(kind, key, out var exists);
        Touch(kind, row, exists);
        row.Value = null;
    }

    /// <inheritdoc/>
    public void Add(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (kind is EntityKind.Holding)
        {
            _holdings.Add(key);
            return;
        }

        var row = Find(kind, key, out var exists);
        if (!exists) row.WasAbsent = true;
        Change(kind, row, isRead: true, value);
    }

    /// <inheritdoc/>
    public void Append(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _appended.Add((kind, new(key.ToArray(), Copy(value))));
        _changedRows++;
    }

    /// <summary>Whether the cache has more than it should even while batches wait to be written: they should be before the next one is closed.</summary>
    public bool IsFull => _count > _maxCachedRows + (_maxCachedRows / 4);

    /// <summary>Closes a batch: gives its changes away and goes on from them.</summary>
    /// <param name="batch">Takes the changes.</param>
    /// <param name="areOthersWritten">Whether all batches before are written, so that their rows may be forgotten.</param>
    public void Close(RowChanges batch, bool areOthersWritten)
    {
        if (areOthersWritten && _count > _maxCachedRows) ForgetUnchanged();
        _holdings = batch.Exchange(_holdings);
        foreach (var (kind, row) in _appended) batch.Add(kind, row);
        _appended.Clear();
        foreach (var (key, row) in _past) batch.AddPast(key, row);
        _past.Clear();
        foreach (var kind in LedgerFamilies.Kinds)
        {
            foreach (var row in _changed[(int)kind])
            {
                if (row.Value is not null || !row.WasAbsent) batch.Add(kind, new(row.StoredKey ?? row.Key, row.Value));
                row.IsChanged = false;
                row.WasAbsent = row.Value is null;
            }

            _changed[(int)kind].Clear();
        }

        _changedRows = 0;
    }

    /// <summary>A batch was not written: forgets every row.</summary>
    public void OnAbandoned()
    {
        foreach (var kind in LedgerFamilies.Kinds)
        {
            _changed[(int)kind].Clear();
            _rows[(int)kind].Clear();
        }

        _appended.Clear();
        _past.Clear();
        _holdings.Clear();
        _messages.Clear();
        (_count, _changedRows) = (0, 0);
    }

    private static byte[] Copy(ReadOnlySpan<byte> value) => value.IsEmpty ? [] : value.ToArray();

    private void Change(EntityKind kind, CachedRow row, bool isRead, ReadOnlySpan<byte> value)
    {
        // An array of this batch is nobody else's yet; one of the batch before may be written at this moment.
        var own = row.IsChanged ? row.Value : null;
        Touch(kind, row, isRead);
        if (own?.Length == value.Length) value.CopyTo(own);
        else row.Value = Copy(value);
    }

    private void Touch(EntityKind kind, CachedRow row, bool isRead)
    {
        if (_isKept[(int)kind] && row.PastBlock != _block) Keep(kind, row, isRead);
        if (kind is EntityKind.Message && row.StoredKey is null)
        {
            if (!isRead) Load(kind, row);
            row.StoredKey = _messages.Give(row.Key, row.IsKeyTaken);
        }

        if (row.IsChanged) return;
        row.IsChanged = true;
        _changed[(int)kind].Add(row);
        _changedRows++;
    }

    // What the block found, before it changes it for the first time.
    private void Keep(EntityKind kind, CachedRow row, bool isRead)
    {
        if (!isRead) Load(kind, row);
        row.PastBlock = _block;
        _past.Add((PastRow.KeyOf(kind, row.Key, _block), PastRow.Encode(row.Value)));
    }

    private void Load(EntityKind kind, CachedRow row)
    {
        if (kind is EntityKind.Message)
        {
            row.Value = MessageReader.Find(_database, row.Key, snapshot: null, out var isTaken);
            row.IsKeyTaken = isTaken;
        }
        else
        {
            row.Value = RowReader.Get(_database, kind, row.Key);
        }

        row.WasAbsent = row.Value is null;
    }

    private CachedRow Find(EntityKind kind, ReadOnlySpan<byte> key, out bool exists)
    {
        if (kind is EntityKind.Holding || _rows[(int)kind] is not { } rows) throw new ArgumentOutOfRangeException(nameof(kind), kind, "The projection reads no such rows.");
        exists = rows.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var known);
        if (known is not null) return known;
        var row = new CachedRow(key.ToArray());
        rows.Add(row.Key, row);
        _count++;
        return row;
    }

    // What the batch being closed changes must stay: until it is written, the database does not have it.
    private void ForgetUnchanged()
    {
        _count = 0;
        _messages.Clear();
        foreach (var row in _changed[(int)EntityKind.Message]) _messages.Give(row.Key, isTaken: row.StoredKey!.Length == row.Key.Length);
        foreach (var kind in LedgerFamilies.Kinds)
        {
            var rows = _rows[(int)kind];
            rows.Clear();
            foreach (var row in _changed[(int)kind]) rows.Add(row.Key, row);
            _count += rows.Count;
        }
    }
}
