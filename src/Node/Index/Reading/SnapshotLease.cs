using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Index.Reading;

/// <summary>The right to read through a snapshot until disposed.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="cursor">The block that it is as of.</param>
/// <param name="giveBack">Takes the right back; null when the snapshot is this lease's own.</param>
internal sealed class SnapshotLease(Snapshot snapshot, IndexCursor cursor, Action? giveBack) : IDisposable
{
    private bool _isDisposed;

    /// <summary>The snapshot.</summary>
    public Snapshot Snapshot { get; } = snapshot;

    /// <summary>The block that it is as of.</summary>
    public IndexCursor Cursor { get; } = cursor;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (giveBack is null) Snapshot.Dispose();
        else giveBack();
    }
}
