using System.Runtime.InteropServices;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>A write batch.</summary>
internal sealed class WriteBatchHandle : SafeHandle
{
    internal WriteBatchHandle()
        : base(0, ownsHandle: true) => SetHandle(rocksdb_writebatch_create());

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        rocksdb_writebatch_destroy(handle);
        return true;
    }
}
