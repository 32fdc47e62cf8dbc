using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

public sealed class RocksDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NestedMissingFolder_CreatesDatabaseAndFamilies()
    {
        using (var database = Open("a/b/c", "owners", "cursors"))
        {
            database.GetColumnFamily("owners").Name.ShouldBe("owners");
            database.DefaultColumnFamily.Name.ShouldBe("default");
        }

        RocksDatabase.ListColumnFamilies(_folder["a/b/c"]).ShouldBe(["default", "owners", "cursors"], ignoreOrder: true);
    }

    [Fact]
    public void Open_AgainAfterDispose_FindsWhatWasWritten()
    {
        using (var database = Open("db", "owners")) database.Put(database.GetColumnFamily("owners"), "k"u8, "v"u8);

        using var reopened = Open("db", "owners");
        reopened.Get(reopened.GetColumnFamily("owners"), "k"u8).ShouldBe("v"u8.ToArray());
        reopened.Get(reopened.DefaultColumnFamily, "k"u8).ShouldBeNull("column families are separate key spaces");
    }

    [Fact]
    public void Open_HeldByAnotherOpen_IsLocked()
    {
        using var database = Open("db");
        Should.Throw<RocksDbException>(() => Open("db")).Kind.ShouldBe(RocksDbErrorKind.Locked);
    }

    [Fact]
    public void Open_MissingAndNotToBeCreated_IsInvalidArgument() =>
        Should.Throw<RocksDbException>(() => RocksDatabase.Open(_folder["none"], new RocksDatabaseOptions { CreateIfMissing = false })).Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);

    [Fact]
    public void Open_ExistsAndMustNot_IsInvalidArgument()
    {
        Open("db").Dispose();
        Should.Throw<RocksDbException>(() => RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions { ErrorIfExists = true })).Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);
    }

    [Fact]
    public void Open_FamilyLeftOut_IsRefusedAndNamed()
    {
        Open("db", "owners").Dispose();
        var exception = Should.Throw<RocksDbException>(() => Open("db"));
        exception.Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);
        exception.Message.ShouldContain("owners");
    }

    [Fact]
    public void Open_FamilyNamedTwice_Throws() => Should.Throw<ArgumentException>(() => Open("db", "owners", "owners"));

    [Fact]
    public void Open_FolderIsAFile_IsIOError()
    {
        File.WriteAllText(_folder["file"], "");
        Should.Throw<RocksDbException>(() => Open("file")).Kind.ShouldBe(RocksDbErrorKind.IOError);
    }

    [Fact]
    public void OpenReadOnly_BesideAWriter_ReadsAndRefusesWrites()
    {
        using var writer = Open("db");
        writer.Put(writer.DefaultColumnFamily, "k"u8, "v"u8);

        using var reader = RocksDatabase.OpenReadOnly(_folder["db"], new RocksDatabaseOptions());

        reader.Get(reader.DefaultColumnFamily, "k"u8).ShouldBe("v"u8.ToArray());
        Should.Throw<RocksDbException>(() => reader.Put(reader.DefaultColumnFamily, "x"u8, "y"u8)).Kind.ShouldBe(RocksDbErrorKind.NotSupported);
    }

    [Fact]
    public void DropColumnFamily_ThenReopen_IsGone()
    {
        using (var database = Open("db", "old"))
        {
            database.DropColumnFamily(database.GetColumnFamily("old"));
            Should.Throw<KeyNotFoundException>(() => database.GetColumnFamily("old"));
            database.CreateColumnFamily(new ColumnFamilyDescriptor("new"));
            database.Put(database.GetColumnFamily("new"), "k"u8, "v"u8);
        }

        RocksDatabase.ListColumnFamilies(_folder["db"]).ShouldBe(["default", "new"], ignoreOrder: true);
    }

    [Fact]
    public void Destroy_ClosedDatabase_RemovesItsFiles()
    {
        Open("db").Dispose();
        RocksDatabase.Destroy(_folder["db"]);
        Should.Throw<RocksDbException>(() => RocksDatabase.ListColumnFamilies(_folder["db"]));
    }

    [Fact]
    public void CreateCheckpoint_WhileOpen_OpensElsewhereWithTheStateOfThatMoment()
    {
        using var database = Open("db");
        database.Put(database.DefaultColumnFamily, "k"u8, "before"u8);
        database.CreateCheckpoint(_folder["copy"]);
        database.Put(database.DefaultColumnFamily, "k"u8, "after"u8);

        using var copy = Open("copy");
        copy.Get(copy.DefaultColumnFamily, "k"u8).ShouldBe("before"u8.ToArray());
        copy.Put(copy.DefaultColumnFamily, "own"u8, "life"u8);
        database.Has(database.DefaultColumnFamily, "own"u8).ShouldBeFalse();
    }

    [Fact]
    public void CreateCheckpoint_FolderExists_Fails()
    {
        using var database = Open("db");
        Directory.CreateDirectory(_folder["copy"]);
        Should.Throw<RocksDbException>(() => database.CreateCheckpoint(_folder["copy"])).Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);
    }

    private RocksDatabase Open(string name, params string[] families) =>
        RocksDatabase.Open(_folder[name], new RocksDatabaseOptions(), [.. families.Select(family => new ColumnFamilyDescriptor(family))]);
}
