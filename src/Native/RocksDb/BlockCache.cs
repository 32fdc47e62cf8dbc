using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <summary>A least-recently-used cache of blocks that column families and databases may share. Thread-safe.</summary>
/// <remarks>Databases keep the cache alive by themselves: it may be disposed once they are open, then its numbers are gone.</remarks>
public sealed class BlockCache : IDisposable
{
    private readonly CacheHandle _handle;

    /// <summary>Creates a cache.</summary>
    /// <param name="capacityBytes">How much it holds.</param>
    /// <param name="strict">Fails reads rather than exceed the capacity while everything in it is pinned.</param>
    public BlockCache(long capacityBytes, bool strict = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacityBytes);
        var capacity = (nuint)capacityBytes;
        _handle = new CacheHandle(strict ? rocksdb_cache_create_lru_with_strict_capacity_limit(capacity) : rocksdb_cache_create_lru(capacity));
    }

    /// <summary>How much it may hold; can be changed while in use.</summary>
    public long CapacityBytes
    {
        get => (long)_handle.Use(rocksdb_cache_get_capacity);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _handle.Use(cache => rocksdb_cache_set_capacity(cache, (nuint)value));
        }
    }

    /// <summary>How much it holds now.</summary>
    public long UsageBytes => (long)_handle.Use(rocksdb_cache_get_usage);

    /// <summary>How much of that is in use by readers and can't be evicted.</summary>
    public long PinnedUsageBytes => (long)_handle.Use(rocksdb_cache_get_pinned_usage);

    internal CacheHandle Handle => _handle;

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
