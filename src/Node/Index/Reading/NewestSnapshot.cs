using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Reading;

/// <summary>
/// The snapshot that all answers of the newest height share: taken by the first who asks after a commit, given back when the next commit has superseded
/// it and the last answer has let go. So there is one for each answer under way at most, and one that waits for askers. Thread-safe.
/// </summary>
internal sealed class NewestSnapshot(LedgerDatabase database) : IDisposable
{
    /// <summary>How old a snapshot may be when it is leased. RocksDB keeps what was overwritten since, also by those who commit no block.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly Lock _sync = new();
    private volatile Taken? _newest;
    private bool _isDisposed;

    /// <summary>Leases the snapshot; null while the index is empty.</summary>
    /// <param name="timeProvider">Tells how old it is.</param>
    /// <exception cref="ObjectDisposedException">The index was closed.</exception>
    public SnapshotLease? Lease(TimeProvider timeProvider)
    {
        while (true)
        {
            var newest = _newest;
            if (newest is null || IsOld(newest, timeProvider)) newest = Take(timeProvider);
            if (newest is null) return null;

            // It may have been superseded since it was read: then the next one is there for the asking.
            if (newest.Shared.TryHold(out var hold)) return new(hold, newest.Cursor);
        }
    }

    /// <summary>Makes the next answer take a new snapshot: after a commit, before anyone is told of it.</summary>
    public void Supersede()
    {
        lock (_sync) Replace(null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_sync)
        {
            _isDisposed = true;
            Replace(null);
        }
    }

    private static bool IsOld(Taken taken, TimeProvider timeProvider) => timeProvider.GetElapsedTime(taken.Timestamp) > MaxAge;

    // Under the lock, so that a snapshot from before a commit is never put in place after the commit's call of Supersede.
    private Taken? Take(TimeProvider timeProvider)
    {
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_newest is { } known && !IsOld(known, timeProvider)) return known;
            var snapshot = database.Rocks.CreateSnapshot();
            try
            {
                var row = database.Rocks.Get(database.Meta, IndexCursor.Key, snapshot);
                Replace(row is null ? null : new(new(snapshot), IndexCursor.Decode(row), timeProvider.GetTimestamp()));
                if (row is null) snapshot.Dispose();
                return _newest;
            }
            catch
            {
                snapshot.Dispose();
                throw;
            }
        }
    }

    private void Replace(Taken? next)
    {
        var old = _newest;
        _newest = next;
        old?.Shared.Dispose();
    }

    private sealed record Taken(SharedSnapshot Shared, IndexCursor Cursor, long Timestamp);
}
