using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Writing;

/// <summary>How a batch changes who holds what: rows that are there or not, and say nothing else. Not thread-safe.</summary>
/// <remarks>
/// No event asks for such a row, and each sale makes two that hardly another one meets. So nothing is looked up and nothing is kept for them while blocks are
/// applied: what comes of a row that comes and goes is found by sorting, when the batch is filled.
/// </remarks>
internal sealed class HoldingChanges
{
    private const int KeySizeBytes = 13;
    private const int StepBits = 2;

    private readonly List<(UInt128 Key, ulong Order)> _changes = [];

    // By number: they are the lowest bits of an order.
    private enum Step : byte
    {
        Deleted,
        Written,
        Added,
    }

    /// <summary>How many changes there are, each counted.</summary>
    public int Count => _changes.Count;

    /// <summary>The row is there from now on.</summary>
    public void Write(ReadOnlySpan<byte> key) => Add(key, Step.Written);

    /// <summary>The row is there from now on, and was not there.</summary>
    public void Add(ReadOnlySpan<byte> key) => Add(key, Step.Added);

    /// <summary>The row is not there from now on.</summary>
    public void Delete(ReadOnlySpan<byte> key) => Add(key, Step.Deleted);

    /// <summary>Puts into a write batch what the changes come to, in the order of the keys. A row that came first and went last was never written, and is not deleted.</summary>
    public void CopyTo(WriteBatch batch, ColumnFamily family)
    {
        _changes.Sort();
        Span<byte> key = stackalloc byte[sizeof(ulong) * 2];
        var changes = CollectionsMarshal.AsSpan(_changes);
        for (int first = 0, next; first < changes.Length; first = next)
        {
            for (next = first + 1; next < changes.Length && changes[next].Key == changes[first].Key;) next++;
            var isThere = StepOf(changes[next - 1]) is not Step.Deleted;
            if (!isThere && StepOf(changes[first]) is Step.Added) continue;
            BinaryPrimitives.WriteUInt128BigEndian(key, changes[first].Key);
            if (isThere) batch.Put(family, key[^KeySizeBytes..], []);
            else batch.Delete(family, key[^KeySizeBytes..]);
        }
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear() => _changes.Clear();

    private static Step StepOf((UInt128 Key, ulong Order) change) => (Step)(change.Order & ((1 << StepBits) - 1));

    private void Add(ReadOnlySpan<byte> key, Step step)
    {
        if (key.Length != KeySizeBytes) throw new ArgumentException($"A key of {nameof(EntityKind.Holding)} has {KeySizeBytes} bytes.", nameof(key));
        var high = BinaryPrimitives.ReadUInt32BigEndian(key);
        var low = BinaryPrimitives.ReadUInt64BigEndian(key[^sizeof(ulong)..]);
        _changes.Add((new((ulong)high << 8 | key[sizeof(uint)], low), ((ulong)_changes.Count << StepBits) | (ulong)step));
    }
}
