using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

public sealed class WriteBatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RocksDatabase _database;
    private readonly ColumnFamily _owners;
    private readonly ColumnFamily _cursors;

    public WriteBatchTests()
    {
        _database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("owners"), new ColumnFamilyDescriptor("cursors"));
        _owners = _database.GetColumnFamily("owners");
        _cursors = _database.GetColumnFamily("cursors");
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Write_ChangesInTwoFamilies_AllAppearInOrder()
    {
        using var batch = new WriteBatch();
        batch.Put(_owners, "k"u8, "first"u8);
        batch.Put(_owners, "k"u8, "second"u8);
        batch.Put(_cursors, "k"u8, "3"u8);
        batch.Put(_owners, "gone"u8, "x"u8);
        batch.Delete(_owners, "gone"u8);
        _database.Has(_owners, "k"u8).ShouldBeFalse("nothing shows before the write");

        _database.Write(batch, WriteOptions.Durable);

        _database.Get(_owners, "k"u8).ShouldBe("second"u8.ToArray());
        _database.Get(_cursors, "k"u8).ShouldBe("3"u8.ToArray());
        _database.Has(_owners, "gone"u8).ShouldBeFalse();
    }

    [Fact]
    public void DeleteRange_HalfOpenRange_KeepsItsEnd()
    {
        foreach (var key in new[] { "a", "b", "c", "d" }) _database.Put(_owners, System.Text.Encoding.UTF8.GetBytes(key), "v"u8);
        using var batch = new WriteBatch();
        batch.DeleteRange(_owners, "b"u8, "d"u8);

        _database.Write(batch);

        _database.Has(_owners, "a"u8).ShouldBeTrue();
        _database.Has(_owners, "b"u8).ShouldBeFalse();
        _database.Has(_owners, "c"u8).ShouldBeFalse();
        _database.Has(_owners, "d"u8).ShouldBeTrue();
    }

    [Fact]
    public void Count_PutsDeletesAndLogData_CountsChangesOnly()
    {
        using var batch = new WriteBatch();
        var emptySize = batch.SizeBytes;
        batch.Put(_owners, "k"u8, new byte[100]);
        batch.Delete(_owners, "k"u8);
        batch.PutLogData("note"u8);
        batch.Count.ShouldBe(2);
        batch.SizeBytes.ShouldBeGreaterThan(emptySize + 100);

        batch.Clear();

        batch.Count.ShouldBe(0);
        batch.SizeBytes.ShouldBe(emptySize);
        _database.Write(batch);
        _database.LatestSequenceNumber.ShouldBe(0);
    }

    [Fact]
    public void Put_FamilyOfASecondDatabase_ThrowsUntilCleared()
    {
        using var other = RocksDatabase.Open(_folder["other"], new RocksDatabaseOptions());
        using var batch = new WriteBatch();
        batch.Put(_owners, "k"u8, "v"u8);

        Should.Throw<ArgumentException>(() => batch.Put(other.DefaultColumnFamily, "k"u8, "v"u8));
        Should.Throw<ArgumentException>(() => other.Write(batch));

        batch.Clear();
        batch.Put(other.DefaultColumnFamily, "k"u8, "v"u8);
        other.Write(batch);
        other.Has(other.DefaultColumnFamily, "k"u8).ShouldBeTrue();
    }

    [Fact]
    public void Put_AfterBatchOrDatabaseIsDisposed_Throws()
    {
        var batch = new WriteBatch();
        batch.Dispose();
        Should.Throw<ObjectDisposedException>(() => batch.Put(_owners, "k"u8, "v"u8));
        Should.Throw<ObjectDisposedException>(() => _database.Write(batch));

        using var live = new WriteBatch();
        _database.Dispose();
        Should.Throw<ObjectDisposedException>(() => live.Put(_owners, "k"u8, "v"u8));
        Should.Throw<ObjectDisposedException>(() => _database.Write(live));
    }

    [Fact]
    public void Write_SyncWithoutALog_IsInvalidArgument()
    {
        using var batch = new WriteBatch();
        batch.Put(_owners, "k"u8, "v"u8);
        Should.Throw<RocksDbException>(() => _database.Write(batch, new WriteOptions(Sync: true, DisableWal: true))).Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);
    }
}
