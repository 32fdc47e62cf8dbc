using System.Runtime.InteropServices;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>A shared pointer to a block cache.</summary>
internal sealed class CacheHandle : SafeHandle
{
    internal CacheHandle(nint cache)
        : base(0, ownsHandle: true) => SetHandle(cache);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal T Use<T>(Func<nint, T> action)
    {
        var added = false;
        try
        {
            DangerousAddRef(ref added);
            return action(handle);
        }
        finally
        {
            if (added) DangerousRelease();
        }
    }

    internal void Use(Action<nint> action) => Use(cache =>
    {
        action(cache);
        return true;
    });

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        rocksdb_cache_destroy(handle);
        return true;
    }
}
