using Ledger.Native.RocksDb.Interop;

namespace Ledger.Native.RocksDb;

/// <summary>The state of a database at one moment. Keeps the database open until disposed. Thread-safe.</summary>
/// <remarks>Reads count on a cache line of their thread, so threads that share a snapshot do not slow one another down.</remarks>
public sealed class Snapshot : IDisposable
{
    private readonly RocksDatabase _database;
    private readonly SnapshotHandle _handle;
    private readonly OperationGate _gate;

    internal Snapshot(RocksDatabase database, SnapshotHandle handle)
    {
        _database = database;
        _handle = handle;
        _gate = new OperationGate(handle, nameof(Snapshot));
    }

    /// <summary>Whether it was given back to the database: it was disposed, and no value or iterator read through it is left.</summary>
    public bool IsReleased => _handle.IsReleased;

    internal SnapshotHandle Handle => _handle;

    /// <summary>The options to read with, for who has entered.</summary>
    internal nint ReadOptions => _handle.ReadOptions;

    /// <inheritdoc/>
    public void Dispose() => _gate.Close();

    /// <summary>Enters for one read.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    internal OperationGate.Lease Enter(RocksDatabase database)
    {
        RequireDatabase(database);
        return _gate.Enter();
    }

    internal void RequireDatabase(RocksDatabase database)
    {
        if (!ReferenceEquals(database, _database)) throw new ArgumentException("The snapshot belongs to another database.", nameof(database));
    }
}
