using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <summary>The values of a multi-get, where RocksDB keeps them. Keeps the database open until disposed. Not thread-safe.</summary>
public sealed unsafe class PinnedValues : IDisposable
{
    private readonly PinnedValuesHandle? _handle;
    private readonly nint[] _slices;

    internal PinnedValues(DatabaseHandle? database, nint[] slices)
    {
        _slices = slices;
        _handle = database is null ? null : new PinnedValuesHandle(database, slices);
    }

    /// <summary>The number of keys asked for.</summary>
    public int Count => _slices.Length;

    internal static PinnedValues Empty => new(database: null, []);

    /// <summary>Tells whether the key at this place exists.</summary>
    public bool Has(int index) => _slices[index] != 0;

    /// <summary>Gets the value of the key at this place; valid until this is disposed.</summary>
    /// <returns>False when there is no such key.</returns>
    /// <exception cref="ObjectDisposedException">The values were let go.</exception>
    public bool TryGet(int index, out ReadOnlySpan<byte> value)
    {
        value = default;
        var slice = _slices[index];
        if (slice == 0) return false;
        ObjectDisposedException.ThrowIf(_handle is null || _handle.IsClosed, this);
        nuint length;
        var start = rocksdb_pinnableslice_value(slice, &length);
        value = new ReadOnlySpan<byte>(start, checked((int)length));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();
}
