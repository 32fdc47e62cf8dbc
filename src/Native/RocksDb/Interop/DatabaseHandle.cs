using System.Runtime.InteropServices;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>An open database with everything that has to die with it, in the order RocksDB wants.</summary>
/// <remarks>Iterators and snapshots hold a reference each, so the database closes after the last of them.</remarks>
internal sealed class DatabaseHandle : SafeHandle
{
    private const int WriteOptionsCount = 4;

    private readonly Lock _sync = new();
    private readonly List<nint> _families = [];
    private readonly nint[] _writeOptions = new nint[WriteOptionsCount];
    private readonly nint _options;

    internal DatabaseHandle(nint database, nint options, ReadOnlySpan<nint> families)
        : base(0, ownsHandle: true)
    {
        _options = options;
        _families.AddRange(families);
        ReadOptions = rocksdb_readoptions_create();
        rocksdb_readoptions_set_verify_checksums(ReadOptions, 1);
        PassingReadOptions = rocksdb_readoptions_create();
        rocksdb_readoptions_set_verify_checksums(PassingReadOptions, 1);
        rocksdb_readoptions_set_fill_cache(PassingReadOptions, 0);
        for (var index = 0; index < WriteOptionsCount; index++)
        {
            _writeOptions[index] = rocksdb_writeoptions_create();
            rocksdb_writeoptions_set_sync(_writeOptions[index], (byte)(index & 1));
            rocksdb_writeoptions_disable_WAL(_writeOptions[index], index >> 1);
        }

        SetHandle(database);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    internal nint Options => _options;

    /// <summary>Read options with checksums verified and nothing else set.</summary>
    internal nint ReadOptions { get; }

    /// <summary>The same, for reads that leave the cache as it is.</summary>
    internal nint PassingReadOptions { get; }

    internal nint WriteOptionsFor(WriteOptions options) => _writeOptions[(options.Sync ? 1 : 0) | (options.DisableWal ? 2 : 0)];

    internal void AddFamily(nint family)
    {
        lock (_sync) _families.Add(family);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        foreach (var family in _families) rocksdb_column_family_handle_destroy(family);
        rocksdb_close(handle);
        rocksdb_readoptions_destroy(ReadOptions);
        rocksdb_readoptions_destroy(PassingReadOptions);
        foreach (var options in _writeOptions) rocksdb_writeoptions_destroy(options);
        rocksdb_options_destroy(_options);
        return true;
    }
}
