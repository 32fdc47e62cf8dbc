using System.Runtime.CompilerServices;
using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

/// <summary>Disposal in every order, and under load: an exception at worst, never a crash of the process.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Dispose_DatabaseBeforeIteratorSnapshotAndValues_KeepsThemUsable()
    {
        var database = OpenFilled();
        var iterator = database.CreateIterator(database.DefaultColumnFamily);
        var snapshot = database.CreateSnapshot();
        var overSnapshot = database.CreateIterator(database.DefaultColumnFamily, new IteratorOptions { Snapshot = snapshot });
        var values = database.MultiGet(database.DefaultColumnFamily, "k"u8, keySizeBytes: 1);

        database.Dispose();

        iterator.SeekToFirst().ShouldBeTrue();
        iterator.Value.ToArray().ShouldBe("v"u8.ToArray());
        values.TryGet(0, out var value).ShouldBeTrue();
        value.ToArray().ShouldBe("v"u8.ToArray());
        Should.Throw<ObjectDisposedException>(() => database.Get(database.DefaultColumnFamily, "k"u8));
        Should.Throw<RocksDbException>(() => OpenFilled()).Kind.ShouldBe(RocksDbErrorKind.Locked);

        values.Dispose();
        snapshot.Dispose();
        overSnapshot.SeekToLast().ShouldBeTrue();
        overSnapshot.Dispose();
        iterator.Dispose();
        OpenFilled().Dispose(); // The last of them closed the database.
    }

    [Fact]
    public void Dispose_DatabaseWhileAValueIsPinned_ClosesWhenTheValueGoes()
    {
        var database = OpenFilled();
        database.TryGet(database.DefaultColumnFamily, "k"u8, out var value).ShouldBeTrue();

        database.Dispose();

        value.Span.ToArray().ShouldBe("v"u8.ToArray());
        value.Dispose();
        OpenFilled().Dispose();
    }

    [Fact]
    public void Use_AfterDispose_ThrowsEverywhere()
    {
        var database = OpenFilled();
        var family = database.DefaultColumnFamily;
        var iterator = database.CreateIterator(family);
        var snapshot = database.CreateSnapshot();
        iterator.Dispose();
        iterator.Dispose();
        snapshot.Dispose();
        snapshot.Dispose();

        Should.Throw<ObjectDisposedException>(() => iterator.SeekToFirst());
        Should.Throw<ObjectDisposedException>(() => iterator.IsValid);
        Should.Throw<ObjectDisposedException>(() => database.Get(family, "k"u8, snapshot));
        Should.Throw<ObjectDisposedException>(() => database.CreateIterator(family, new IteratorOptions { Snapshot = snapshot }));

        database.Dispose();
        database.Dispose();
        Action[] uses =
        [
            () => database.CreateIterator(family), () => database.CreateSnapshot(), () => database.Flush(family), () => database.CompactRange(family),
            () => database.GetProperty(family, "rocksdb.stats"), () => database.CreateCheckpoint(_folder["c"]), () => database.FlushWal(sync: true), () => database.GetStatistics(),
            () => database.DropColumnFamily(family), () => database.CreateColumnFamily(new ColumnFamilyDescriptor("x")), () => _ = database.LatestSequenceNumber,
        ];
        foreach (var use in uses) Should.Throw<ObjectDisposedException>(use);
    }

    [Fact]
    public void Dispose_WhileManyThreadsReadAndWrite_EndsThemWithObjectDisposed()
    {
        for (var round = 0; round < 5; round++)
        {
            var database = OpenFilled();
            var family = database.DefaultColumnFamily;
            using var started = new CountdownEvent(4);
            var ended = 0;
            var threads = Enumerable.Range(0, 4).Select(number => new Thread(() =>
            {
                try
                {
                    UseUntilDisposed(database, family, number, started);
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref ended);
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            started.Wait();

            database.Dispose();

            threads.ForEach(thread => thread.Join());
            ended.ShouldBe(4);
            OpenFilled().Dispose(); // Closed for good: the lock is free.
        }
    }

    [Fact]
    public void Finalizers_EverythingForgotten_CloseTheDatabase()
    {
        Forget();
        for (var round = 0; round < 5; round++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }

        OpenFilled().Dispose();
    }

    private static void UseUntilDisposed(RocksDatabase database, ColumnFamily family, int number, CountdownEvent started)
    {
        using var batch = new WriteBatch();
        for (var turn = 0; ; turn++)
        {
            if (turn == 20) started.Signal();
            if (database.Get(family, "k"u8) is not { Length: 1 }) throw new InvalidOperationException("A value was lost.");
            batch.Clear();
            batch.Put(family, [(byte)'w', (byte)number], "w"u8);
            database.Write(batch);
            using var iterator = database.CreateIterator(family);
            iterator.SeekToFirst();
        }
    }

    // Not inlined, so that no register of the test keeps an object alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget()
    {
        var database = OpenFilled();
        var snapshot = database.CreateSnapshot();
        var iterator = database.CreateIterator(database.DefaultColumnFamily, new IteratorOptions { Snapshot = snapshot });
        iterator.SeekToFirst().ShouldBeTrue();
        database.MultiGet(database.DefaultColumnFamily, "k"u8, keySizeBytes: 1).Count.ShouldBe(1);
    }

    private RocksDatabase OpenFilled()
    {
        var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions());
        database.Put(database.DefaultColumnFamily, "k"u8, "v"u8);
        return database;
    }
}
