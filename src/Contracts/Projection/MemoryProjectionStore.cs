namespace Ledger.Contracts.Projection;

/// <summary>Rows in memory, sorted: for a client that verifies, and for tests.</summary>
public sealed class MemoryProjectionStore : IProjectionStore
{
    private readonly SortedDictionary<RowKey, byte[]> _rows = new(RowKey.Order);

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <inheritdoc/>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var found = _rows.TryGetValue(new RowKey(kind, key.ToArray()), out var bytes);
        value = bytes;
        return found;
    }

    /// <inheritdoc/>
    public void Write(EntityKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _rows[new RowKey(kind, key.ToArray())] = value.ToArray();

    /// <inheritdoc/>
    public void Delete(EntityKind kind, ReadOnlySpan<byte> key) => _rows.Remove(new RowKey(kind, key.ToArray()));

    /// <summary>All rows of a kind with a prefix, in the order of their keys.</summary>
    public IEnumerable<(byte[] Key, byte[] Value)> Rows(EntityKind kind, ReadOnlyMemory<byte> prefix = default) =>
        _rows.Where(r => r.Key.Kind == kind && r.Key.Key.AsSpan().StartsWith(prefix.Span)).Select(r => (r.Key.Key, r.Value));

    private readonly record struct RowKey(EntityKind Kind, byte[] Key)
    {
        public static Comparer<RowKey> Order { get; } = Comparer<RowKey>.Create((a, b) =>
            a.Kind != b.Kind ? ((byte)a.Kind).CompareTo((byte)b.Kind) : a.Key.AsSpan().SequenceCompareTo(b.Key));
    }
}
