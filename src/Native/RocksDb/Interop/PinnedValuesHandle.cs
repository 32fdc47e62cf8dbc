using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>The pinned slices of a multi-get.</summary>
internal sealed class PinnedValuesHandle : ChildHandle
{
    private readonly nint[] _slices;

    internal PinnedValuesHandle(DatabaseHandle database, nint[] slices)
        : base(database)
    {
        _slices = slices;
        SetHandle(1); // There is no one native object; the slices are freed one by one.
    }

    /// <inheritdoc/>
    protected override void Destroy()
    {
        foreach (var slice in _slices)
        {
            if (slice != 0) rocksdb_pinnableslice_destroy(slice);
        }
    }
}
