using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Index.Reading;

/// <summary>The right to read through a snapshot until disposed.</summary>
/// <param name="hold">Holds the snapshot; belongs to the lease, unless it has to be given back to somebody.</param>
/// <param name="cursor">The block that the snapshot is as of.</param>
/// <param name="giveBack">Takes the right back; null when the hold is this lease's own.</param>
internal sealed class SnapshotLease(SnapshotHold hold, IndexCursor cursor, Action? giveBack = null) : IDisposable
{
    private bool _isDisposed;

    /// <summary>What holds the snapshot.</summary>
    public SnapshotHold Hold => hold;

    /// <summary>The snapshot.</summary>
    public Snapshot Snapshot => hold.Snapshot;

    /// <summary>The block that it is as of.</summary>
    public IndexCursor Cursor { get; } = cursor;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (giveBack is null) hold.Dispose();
        else giveBack();
    }
}
