using System.Buffers.Binary;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Tests.Embedded;

namespace Ledger.Node.Tests.Index.Reading;

public sealed class NewestSnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-newest-").FullName;
    private readonly LedgerDatabase _database;
    private readonly NewestSnapshot _newest;
    private readonly ManualTime _time = new();

    public NewestSnapshotTests()
    {
        _database = LedgerDatabase.Open(new() { FolderPath = _folder, CacheSizeBytes = 8 << 20 });
        _newest = new(_database);
    }

    private long Snapshots => _database.Rocks.GetNumberProperty(_database.Meta, "rocksdb.num-snapshots") ?? -1;

    [Fact]
    public void Lease_EmptyIndex_IsNullAndLeavesNoSnapshot()
    {
        _newest.Lease(_time).ShouldBeNull();
        Snapshots.ShouldBe(0);
    }

    [Fact]
    public void Lease_OfOneHeight_IsOneSnapshot()
    {
        Commit(1);
        using var first = _newest.Lease(_time)!;
        using var second = _newest.Lease(_time)!;
        second.Snapshot.ShouldBeSameAs(first.Snapshot);
        second.Cursor.Number.ShouldBe(1UL);
        Snapshots.ShouldBe(1);
    }

    [Fact]
    public void Lease_LaterCommits_OutlivesThemAndGoesWithTheLastLease()
    {
        Commit(1);
        var first = _newest.Lease(_time)!;
        var second = _newest.Lease(_time)!;
        for (ulong height = 2; height <= 50; height++)
        {
            Commit(height);
            using var now = _newest.Lease(_time)!;
            now.Cursor.Number.ShouldBe(height);
            HeightThrough(now).ShouldBe(height);
            HeightThrough(first).ShouldBe(1UL);
            Snapshots.ShouldBe(2);
        }

        first.Dispose();
        first.Dispose();
        HeightThrough(second).ShouldBe(1UL);
        Snapshots.ShouldBe(2);
        second.Dispose();
        Snapshots.ShouldBe(1);
        Commit(51);
        Snapshots.ShouldBe(0, "nobody has asked since the last commit");
    }

    [Fact]
    public void Lease_OldSnapshot_IsReplacedAlthoughNothingWasCommitted()
    {
        Commit(1);
        using var first = _newest.Lease(_time)!;
        _time.Advance(NewestSnapshot.MaxAge + TimeSpan.FromTicks(1));
        using var second = _newest.Lease(_time)!;
        second.Snapshot.ShouldNotBeSameAs(first.Snapshot);
        HeightThrough(first).ShouldBe(1UL);
        Snapshots.ShouldBe(2);
    }

    [Fact]
    public void Dispose_WhileLeased_LetsTheLeaseReadOnAndNobodyElseIn()
    {
        Commit(1);
        var lease = _newest.Lease(_time)!;
        _newest.Dispose();
        Should.Throw<ObjectDisposedException>(() => _newest.Lease(_time));
        HeightThrough(lease).ShouldBe(1UL);
        lease.Dispose();
        Snapshots.ShouldBe(0);
    }

    [Fact]
    public async Task Lease_BesideCommits_IsOfOneHeightNeverOlderThanWhatWasToldAndNoneIsLeft()
    {
        const ulong last = 3_000;
        Commit(1);
        var told = 1UL;
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var height = 0UL; height < last;)
            {
                var before = Volatile.Read(ref told);
                using var lease = _newest.Lease(TimeProvider.System)!;
                height = lease.Cursor.Number;
                if (height < before) throw new InvalidOperationException($"Height {before} was told, but the view is of {height}.");
                if (HeightThrough(lease) != height) throw new InvalidOperationException($"A view of {height} has the rows of another height.");
            }
        })).ToArray();
        for (ulong height = 2; height <= last; height++)
        {
            Commit(height);
            Volatile.Write(ref told, height);
        }

        await Task.WhenAll(readers);
        _newest.Dispose();
        Snapshots.ShouldBe(0);
    }

    public void Dispose()
    {
        _newest.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // A row that tells the height, in one batch with the cursor, as the writer does it.
    private void Commit(ulong height)
    {
        using var batch = new WriteBatch();
        var row = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(row, height);
        batch.Put(_database.Meta, IndexCursor.Key, new IndexCursor(height, Bytes32.Zero, Bytes32.Zero, height).Encode());
        batch.Put(_database.Blocks, "height"u8, row);
        _database.Rocks.Write(batch);
        _newest.Supersede();
    }

    private ulong HeightThrough(SnapshotLease lease) =>
        BinaryPrimitives.ReadUInt64BigEndian(_database.Rocks.Get(_database.Blocks, "height"u8, lease.Snapshot));
}
