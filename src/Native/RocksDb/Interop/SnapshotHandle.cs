using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>A snapshot with read options that read through it.</summary>
internal sealed class SnapshotHandle : ChildHandle
{
    private readonly DatabaseHandle _database;

    internal SnapshotHandle(DatabaseHandle database)
        : base(database)
    {
        _database = database;
        SetHandle(rocksdb_create_snapshot(database.Pointer));
        ReadOptions = rocksdb_readoptions_create();
        rocksdb_readoptions_set_verify_checksums(ReadOptions, 1);
        rocksdb_readoptions_set_snapshot(ReadOptions, handle);
    }

    internal nint ReadOptions { get; }

    /// <summary>Whether the database has it back.</summary>
    internal bool IsReleased { get; private set; }

    /// <inheritdoc/>
    protected override void Destroy()
    {
        rocksdb_readoptions_destroy(ReadOptions);
        rocksdb_release_snapshot(_database.Pointer, handle);
        IsReleased = true;
    }
}
