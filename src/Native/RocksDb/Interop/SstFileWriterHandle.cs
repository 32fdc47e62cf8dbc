using System.Runtime.InteropServices;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>A table file writer with the options it points at.</summary>
internal sealed class SstFileWriterHandle : SafeHandle
{
    private readonly nint _environmentOptions = rocksdb_envoptions_create();
    private readonly nint _options;

    internal SstFileWriterHandle(ColumnFamilyOptions options)
        : base(0, ownsHandle: true)
    {
        _options = NativeOptions.Create(new RocksDatabaseOptions(), options);
        SetHandle(rocksdb_sstfilewriter_create(_environmentOptions, _options));
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        rocksdb_sstfilewriter_destroy(handle);
        rocksdb_options_destroy(_options);
        rocksdb_envoptions_destroy(_environmentOptions);
        return true;
    }
}
