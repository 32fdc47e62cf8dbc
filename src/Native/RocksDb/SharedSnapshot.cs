using Ledger.Native.RocksDb.Interop;

namespace Ledger.Native.RocksDb;

/// <summary>A snapshot for many readers, who hold it while they read. Given back when it was disposed and the last of them has let go. Thread-safe.</summary>
/// <remarks>RocksDB takes and gives back snapshots under the database's mutex; to hold a shared one costs two writes to a cache line of the thread's own.</remarks>
public sealed class SharedSnapshot : IDisposable
{
    private readonly OperationGate _gate;

    /// <summary>Shares a snapshot.</summary>
    /// <param name="snapshot">It belongs to this from now on.</param>
    public SharedSnapshot(Snapshot snapshot)
    {
        Snapshot = snapshot;
        _gate = new OperationGate(snapshot, nameof(SharedSnapshot));
    }

    /// <summary>What holders read through.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>Holds the snapshot; also who holds it can hold it again only while this is not disposed.</summary>
    /// <param name="hold">To be disposed once, on any thread.</param>
    /// <returns>False when this was disposed.</returns>
    public bool TryHold(out SnapshotHold hold)
    {
        var isHeld = _gate.TryEnter(out var stripe);
        hold = isHeld ? new SnapshotHold(Snapshot, _gate, stripe) : default;
        return isHeld;
    }

    /// <summary>Lets no one hold the snapshot any more.</summary>
    public void Dispose() => _gate.Close();
}
