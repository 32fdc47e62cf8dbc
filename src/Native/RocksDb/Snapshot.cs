using Ledger.Native.RocksDb.Interop;

namespace Ledger.Native.RocksDb;

/// <summary>The state of a database at one moment. Keeps the database open until disposed. Thread-safe.</summary>
public sealed class Snapshot : IDisposable
{
    private readonly RocksDatabase _database;
    private readonly SnapshotHandle _handle;

    internal Snapshot(RocksDatabase database, SnapshotHandle handle)
    {
        _database = database;
        _handle = handle;
    }

    internal SnapshotHandle Handle => _handle;

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>Holds the snapshot for one read and gives the options to read with.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    internal nint Acquire(RocksDatabase database, ref bool added)
    {
        RequireDatabase(database);
        _handle.DangerousAddRef(ref added);
        return _handle.ReadOptions;
    }

    internal void Release() => _handle.DangerousRelease();

    internal void RequireDatabase(RocksDatabase database)
    {
        if (!ReferenceEquals(database, _database)) throw new ArgumentException("The snapshot belongs to another database.", nameof(database));
    }
}
