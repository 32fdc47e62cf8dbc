using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <summary>A value where RocksDB keeps it: no copy, no managed allocation. Dispose exactly one copy of it, on any path.</summary>
public ref struct PinnedValue
{
    private nint _slice;
    private OperationGate.Lease _lease;

    internal unsafe PinnedValue(nint slice, OperationGate.Lease lease)
    {
        nuint length;
        var start = rocksdb_pinnableslice_value(slice, &length);
        Span = new ReadOnlySpan<byte>(start, checked((int)length));
        _slice = slice;
        _lease = lease;
    }

    /// <summary>The bytes; valid until this is disposed.</summary>
    public ReadOnlySpan<byte> Span { get; private set; }

    /// <summary>Lets go of the value. The span must not be used afterwards.</summary>
    public void Dispose()
    {
        if (_slice == 0) return;
        Span = default;
        rocksdb_pinnableslice_destroy(_slice);
        _slice = 0;
        _lease.Dispose();
    }
}
