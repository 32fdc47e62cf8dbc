using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

public sealed class SstFileWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ingest_TwoFiles_AppearTogetherAndOverrideOlderKeys()
    {
        using var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions());
        var family = database.DefaultColumnFamily;
        database.Put(family, "a"u8, "old"u8);
        database.Put(family, "b"u8, "old"u8);
        using (var writer = new SstFileWriter(_folder["1.sst"], new ColumnFamilyOptions()))
        {
            writer.Put("a"u8, "new"u8);
            writer.Delete("b"u8);
            writer.Finish();
            writer.SizeBytes.ShouldBeGreaterThan(0);
        }

        using (var writer = new SstFileWriter(_folder["2.sst"], new ColumnFamilyOptions()))
        {
            writer.Put("c"u8, "new"u8);
            writer.Finish();
        }

        database.IngestExternalFiles(family, [_folder["1.sst"], _folder["2.sst"]]);

        database.Get(family, "a"u8).ShouldBe("new"u8.ToArray());
        database.Has(family, "b"u8).ShouldBeFalse();
        database.Get(family, "c"u8).ShouldBe("new"u8.ToArray());
        File.Exists(_folder["1.sst"]).ShouldBeFalse("moved, not copied");
    }

    [Fact]
    public void Put_KeyOutOfOrder_IsInvalidArgument()
    {
        using var writer = new SstFileWriter(_folder["1.sst"], new ColumnFamilyOptions());
        writer.Put("b"u8, "v"u8);
        Should.Throw<RocksDbException>(() => writer.Put("a"u8, "v"u8)).Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);
    }

    [Fact]
    public void Finish_NothingAdded_IsInvalidArgument()
    {
        using var writer = new SstFileWriter(_folder["1.sst"], new ColumnFamilyOptions());
        Should.Throw<RocksDbException>(writer.Finish).Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);
    }

    [Fact]
    public void New_FolderMissing_IsIOError() =>
        Should.Throw<RocksDbException>(() => new SstFileWriter(_folder["none/1.sst"], new ColumnFamilyOptions())).Kind.ShouldBe(RocksDbErrorKind.IOError);

    [Fact]
    public void Ingest_FileIsNoTable_IsCorruptionAndTakesNothingIn()
    {
        using var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions());
        File.WriteAllBytes(_folder["bad.sst"], new byte[1000]);
        Should.Throw<RocksDbException>(() => database.IngestExternalFiles(database.DefaultColumnFamily, [_folder["bad.sst"]])).Kind.ShouldBe(RocksDbErrorKind.Corruption);
        database.LatestSequenceNumber.ShouldBe(0);
    }
}
