using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <content>Reading. Checksums are always verified.</content>
public sealed unsafe partial class RocksDatabase
{
    /// <summary>The most keys of one <see cref="MultiGet(ColumnFamily, ReadOnlySpan{byte}, int, Snapshot?)"/>.</summary>
    public const int MaximumMultiGetKeys = 16_384;

    /// <summary>Looks a key up without copying the value and without a managed allocation.</summary>
    /// <param name="family">The column family.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">Receives the pinned value; dispose it soon, because it holds its block in the cache and the database open.</param>
    /// <param name="snapshot">The state to read; null reads the newest.</param>
    /// <returns>False when there is no such key.</returns>
    /// <exception cref="RocksDbException">The read failed; <see cref="RocksDbErrorKind.Corruption"/> when a checksum does not match.</exception>
    public bool TryGet(ColumnFamily family, scoped ReadOnlySpan<byte> key, out PinnedValue value, Snapshot? snapshot = null)
    {
        var lease = snapshot is null ? Enter(family) : Enter(family, snapshot);
        return TryPin(family, key, snapshot is null ? _handle.ReadOptions : snapshot.ReadOptions, lease, out value);
    }

    /// <summary>Looks a key up as it is now, without copying the value and without a managed allocation, and says what becomes of the block.</summary>
    /// <param name="family">The column family.</param>
    /// <param name="key">The key.</param>
    /// <param name="fillsCache">Whether a block that had to be read takes the place of another in the cache; false leaves the cache as it is, which costs less.</param>
    /// <param name="value">Receives the pinned value; dispose it soon, because it holds its block in memory and the database open.</param>
    /// <returns>False when there is no such key.</returns>
    /// <exception cref="RocksDbException">The read failed; <see cref="RocksDbErrorKind.Corruption"/> when a checksum does not match.</exception>
    public bool TryGet(ColumnFamily family, scoped ReadOnlySpan<byte> key, bool fillsCache, out PinnedValue value)
    {
        var lease = Enter(family);
        return TryPin(family, key, fillsCache ? _handle.ReadOptions : _handle.PassingReadOptions, lease, out value);
    }

    /// <summary>Looks a key up and copies the value, without a managed allocation.</summary>
    /// <param name="family">The column family.</param>
    /// <param name="key">The key.</param>
    /// <param name="destination">Receives the value.</param>
    /// <param name="lengthBytes">Receives the value's length. When it exceeds the destination's, nothing was copied.</param>
    /// <param name="snapshot">The state to read; null reads the newest.</param>
    /// <returns>False when there is no such key.</returns>
    /// <exception cref="RocksDbException">The read failed; <see cref="RocksDbErrorKind.Corruption"/> when a checksum does not match.</exception>
    public bool TryGet(ColumnFamily family, ReadOnlySpan<byte> key, Span<byte> destination, out int lengthBytes, Snapshot? snapshot = null)
    {
        lengthBytes = 0;
        if (!TryGet(family, key, out var value, snapshot)) return false;
        using (value)
        {
            lengthBytes = value.Span.Length;
            if (lengthBytes <= destination.Length) value.Span.CopyTo(destination);
            return true;
        }
    }

    /// <summary>Looks a key up and returns a copy of the value, or null when there is no such key.</summary>
    /// <exception cref="RocksDbException">The read failed; <see cref="RocksDbErrorKind.Corruption"/> when a checksum does not match.</exception>
    public byte[]? Get(ColumnFamily family, ReadOnlySpan<byte> key, Snapshot? snapshot = null)
    {
        if (!TryGet(family, key, out var value, snapshot)) return null;
        using (value) return value.Span.ToArray();
    }

    /// <summary>Tells whether a key exists, without a managed allocation.</summary>
    /// <exception cref="RocksDbException">The read failed; <see cref="RocksDbErrorKind.Corruption"/> when a checksum does not match.</exception>
    public bool Has(ColumnFamily family, ReadOnlySpan<byte> key, Snapshot? snapshot = null)
    {
        if (!TryGet(family, key, out var value, snapshot)) return false;
        value.Dispose();
        return true;
    }

    /// <summary>Looks many keys of one size up at once, which reads each block once.</summary>
    /// <param name="family">The column family.</param>
    /// <param name="packedKeys">The keys, one after another.</param>
    /// <param name="keySizeBytes">The size of each key.</param>
    /// <param name="snapshot">The state to read; null reads the newest.</param>
    /// <returns>The values in the order of the keys; dispose it soon.</returns>
    /// <exception cref="RocksDbException">A read failed.</exception>
    public PinnedValues MultiGet(ColumnFamily family, ReadOnlySpan<byte> packedKeys, int keySizeBytes, Snapshot? snapshot = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(keySizeBytes);
        if (packedKeys.Length % keySizeBytes != 0) throw new ArgumentException("The keys don't fill their buffer.", nameof(packedKeys));
        var lengths = new nuint[CheckedKeyCount(packedKeys.Length / keySizeBytes)];
        Array.Fill(lengths, (nuint)keySizeBytes);
        return MultiGet(family, packedKeys, lengths, snapshot);
    }

    /// <summary>Looks many keys up at once, which reads each block once.</summary>
    /// <param name="family">The column family.</param>
    /// <param name="keys">The keys, in any order.</param>
    /// <param name="snapshot">The state to read; null reads the newest.</param>
    /// <returns>The values in the order of the keys; dispose it soon.</returns>
    /// <exception cref="RocksDbException">A read failed.</exception>
    public PinnedValues MultiGet(ColumnFamily family, IReadOnlyList<ReadOnlyMemory<byte>> keys, Snapshot? snapshot = null)
    {
        var lengths = new nuint[CheckedKeyCount(keys.Count)];
        var packed = new byte[keys.Sum(key => key.Length)];
        var offset = 0;
        for (var index = 0; index < lengths.Length; index++)
        {
            keys[index].Span.CopyTo(packed.AsSpan(offset));
            lengths[index] = (nuint)keys[index].Length;
            offset += keys[index].Length;
        }

        return MultiGet(family, packed, lengths, snapshot);
    }

    /// <summary>Opens an iterator; it sees the state of this moment, or of the snapshot.</summary>
    public RocksIterator CreateIterator(ColumnFamily family, IteratorOptions? options = null)
    {
        using var lease = Enter(family);
        options ??= new IteratorOptions();
        var fence = options.PrefixSameAsStart && family.PrefixExtractor is { } extractor ? new PrefixFence(extractor) : null;
        return new RocksIterator(IteratorHandle.Create(this, family, options), fence);
    }

    /// <summary>Takes a snapshot: reads through it see the state of this moment until it is disposed.</summary>
    public Snapshot CreateSnapshot()
    {
        using var lease = _gate.Enter();
        return new Snapshot(this, new SnapshotHandle(_handle));
    }

    private static int CheckedKeyCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaximumMultiGetKeys);
        return count;
    }

    // Takes the lease: into the value, or out of the gate.
    private bool TryPin(ColumnFamily family, scoped ReadOnlySpan<byte> key, nint readOptions, OperationGate.Lease lease, out PinnedValue value)
    {
        value = default;
        var held = false;
        try
        {
            var slice = GetPinned(family, key, readOptions);
            if (slice == 0) return false;
            value = new PinnedValue(slice, lease);
            held = true;
            return true;
        }
        finally
        {
            if (!held) lease.Dispose();
        }
    }

    private nint GetPinned(ColumnFamily family, ReadOnlySpan<byte> key, nint readOptions)
    {
        byte* error = null;
        nint slice;
        fixed (byte* keyPointer = key) slice = rocksdb_get_pinned_cf(_handle.Pointer, readOptions, family.Pointer, keyPointer, (nuint)key.Length, &error);
        NativeError.ThrowIf(error);
        return slice;
    }

    private PinnedValues MultiGet(ColumnFamily family, ReadOnlySpan<byte> packedKeys, nuint[] lengths, Snapshot? snapshot)
    {
        if (lengths.Length == 0) return PinnedValues.Empty;

        using var lease = snapshot is null ? Enter(family) : Enter(family, snapshot);
        var readOptions = snapshot is null ? _handle.ReadOptions : snapshot.ReadOptions;
        var keys = new nint[lengths.Length];
        var slices = new nint[lengths.Length];
        var errors = new nint[lengths.Length];
        fixed (byte* start = packedKeys)
        fixed (nint* keysPointer = keys, slicesPointer = slices, errorsPointer = errors)
        fixed (nuint* lengthsPointer = lengths)
        {
            var next = (nint)start;
            for (var index = 0; index < keys.Length; index++)
            {
                keys[index] = next;
                next += (nint)lengths[index];
            }

            rocksdb_batched_multi_get_cf(_handle.Pointer, readOptions, family.Pointer, (nuint)keys.Length, (byte**)keysPointer, lengthsPointer, slicesPointer, (byte**)errorsPointer, 0);
        }

        var values = new PinnedValues(_handle, slices);
        var firstError = errors.Where(error => error != 0).Select(error => NativeError.TakeText((byte*)error)).ToList().FirstOrDefault();
        if (firstError is null) return values;
        values.Dispose();
        throw new RocksDbException(firstError);
    }
}
