using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

public sealed class SharedSnapshotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RocksDatabase _database;
    private readonly ColumnFamily _family;

    public SharedSnapshotTests()
    {
        _database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions());
        _family = _database.DefaultColumnFamily;
        _database.Put(_family, "k"u8, "old"u8);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Dispose_WhileHeld_LetsTheHolderReadOnAndIsReleasedWithTheLastHold()
    {
        var shared = new SharedSnapshot(_database.CreateSnapshot());
        shared.TryHold(out var first).ShouldBeTrue();
        shared.TryHold(out var second).ShouldBeTrue();
        _database.Put(_family, "k"u8, "new"u8);

        shared.Dispose();
        shared.Dispose();

        shared.TryHold(out _).ShouldBeFalse();
        _database.Get(_family, "k"u8, first.Snapshot).ShouldBe("old"u8.ToArray());
        first.Dispose();
        shared.Snapshot.IsReleased.ShouldBeFalse();
        _database.Get(_family, "k"u8, second.Snapshot).ShouldBe("old"u8.ToArray());
        second.Dispose();
        shared.Snapshot.IsReleased.ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => _database.Get(_family, "k"u8, second.Snapshot));
    }

    [Fact]
    public void Dispose_HeldByNobody_IsReleasedAtOnce()
    {
        var shared = new SharedSnapshot(_database.CreateSnapshot());
        shared.TryHold(out var hold).ShouldBeTrue();
        hold.Dispose();
        shared.Snapshot.IsReleased.ShouldBeFalse();

        shared.Dispose();

        shared.Snapshot.IsReleased.ShouldBeTrue();
    }

    [Fact]
    public void Dispose_WhileAValueOrAnIteratorIsLeft_IsReleasedAfterThem()
    {
        var snapshot = _database.CreateSnapshot();
        _database.TryGet(_family, "k"u8, out var value, snapshot).ShouldBeTrue();
        var iterator = _database.CreateIterator(_family, new() { Snapshot = snapshot });

        snapshot.Dispose();
        _database.Put(_family, "k"u8, "new"u8);

        value.Span.ToArray().ShouldBe("old"u8.ToArray());
        value.Dispose();
        snapshot.IsReleased.ShouldBeFalse();
        iterator.SeekToFirst().ShouldBeTrue();
        iterator.Value.ToArray().ShouldBe("old"u8.ToArray());
        iterator.Dispose();
        snapshot.IsReleased.ShouldBeTrue();
    }

    [Fact]
    public void Dispose_DatabaseWhileHeld_RefusesReadsAndClosesWithTheHold()
    {
        var shared = new SharedSnapshot(_database.CreateSnapshot());
        shared.TryHold(out var hold).ShouldBeTrue();

        _database.Dispose();

        Should.Throw<ObjectDisposedException>(() => _database.Get(_family, "k"u8, hold.Snapshot));
        shared.Dispose();
        hold.Dispose();
        RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions()).Dispose(); // Closed for good: the lock is free.
    }

    [Fact]
    public async Task TryHold_ManyThreadsAndSuccessors_NeverReadsAReleasedOneAndLeavesNone()
    {
        const int turns = 2_000;
        var all = new List<SharedSnapshot>();
        var newest = Take(all, 0);
        var isOver = 0;
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReadUntil(() => Volatile.Read(ref newest), () => Volatile.Read(ref isOver) != 0))).ToArray();

        for (var turn = 1; turn <= turns; turn++)
        {
            var next = Take(all, turn);
            Interlocked.Exchange(ref newest, next).Dispose();
        }

        Volatile.Write(ref isOver, 1);
        await Task.WhenAll(readers);
        newest.Dispose();
        all.ShouldAllBe(shared => shared.Snapshot.IsReleased);
    }

    private SharedSnapshot Take(List<SharedSnapshot> all, int turn)
    {
        _database.Put(_family, "a"u8, BitConverter.GetBytes(turn));
        _database.Put(_family, "b"u8, BitConverter.GetBytes(turn));
        var shared = new SharedSnapshot(_database.CreateSnapshot());
        all.Add(shared);
        return shared;
    }

    // Both rows are written before each snapshot, so through any of them they agree.
    private void ReadUntil(Func<SharedSnapshot> newest, Func<bool> isOver)
    {
        while (!isOver())
        {
            if (!newest().TryHold(out var hold)) continue;
            using (hold)
            {
                var first = _database.Get(_family, "a"u8, hold.Snapshot);
                var second = _database.Get(_family, "b"u8, hold.Snapshot);
                if (first is null || !first.AsSpan().SequenceEqual(second)) throw new InvalidOperationException("A snapshot changed.");
            }
        }
    }
}
