using System.Buffers.Binary;
using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Tests.Index.Storage;

public sealed class LedgerDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-db-").FullName;

    private LedgerDatabaseOptions Options => new() { FolderPath = Path.Combine(_folder, "db"), CacheSizeBytes = 8 << 20 };

    [Fact]
    public void FamilyOf_EveryKind_HasOneOfItsOwn()
    {
        using var database = LedgerDatabase.Open(Options);
        var names = Enum.GetValues<EntityKind>().Select(kind => database.FamilyOf(kind).Name).ToList();
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Count);
    }

    [Fact]
    public void Open_Reopened_HasWhatWasWritten()
    {
        using (var database = LedgerDatabase.Open(Options)) database.Rocks.Put(database.Relay, "key"u8, "value"u8);
        using var reopened = LedgerDatabase.Open(Options);
        reopened.Rocks.Get(reopened.Relay, "key"u8).ShouldBe("value"u8.ToArray());
    }

    [Fact]
    public void Open_InUse_SaysSo()
    {
        using var database = LedgerDatabase.Open(Options);
        var exception = Should.Throw<DatabaseException>(() => LedgerDatabase.Open(Options));
        exception.Fault.ShouldBe(DatabaseFault.InUse);
        exception.Message.ShouldContain(Options.FolderPath);
    }

    [Fact]
    public void Open_AnyOlderSchema_NamesTheRebuild()
    {
        for (var older = 1u; older < SchemaVersion.Current; older++)
        {
            using (var database = LedgerDatabase.Open(Options))
            {
                var version = new byte[sizeof(uint)];
                BinaryPrimitives.WriteUInt32BigEndian(version, older);
                database.Rocks.Put(database.Meta, "schema"u8, version);
            }

            var refusal = Should.Throw<DatabaseException>(() => LedgerDatabase.Open(Options));
            refusal.Fault.ShouldBe(DatabaseFault.SchemaOlder);
            refusal.Message.ShouldContain($"schema {older}");
            refusal.Message.ShouldContain("ledger index rebuild");
            Directory.Delete(Options.FolderPath, recursive: true);
        }
    }

    [Fact]
    public void Open_NewerSchema_IsRefused()
    {
        using (var database = LedgerDatabase.Open(Options))
        {
            var newer = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(newer, SchemaVersion.Current + 1);
            database.Rocks.Put(database.Meta, "schema"u8, newer);
        }

        Should.Throw<DatabaseException>(() => LedgerDatabase.Open(Options)).Fault.ShouldBe(DatabaseFault.SchemaNewer);
    }

    [Fact]
    public void Open_SchemaUnreadable_IsDamaged()
    {
        using (var database = LedgerDatabase.Open(Options)) database.Rocks.Put(database.Meta, "schema"u8, "x"u8);
        Should.Throw<DatabaseException>(() => LedgerDatabase.Open(Options)).Fault.ShouldBe(DatabaseFault.Damaged);
    }

    [Fact]
    public void Open_FamilyOfANewerNode_IsRefused()
    {
        using (var database = LedgerDatabase.Open(Options)) database.Rocks.CreateColumnFamily(new ColumnFamilyDescriptor("from_the_future"));
        Should.Throw<DatabaseException>(() => LedgerDatabase.Open(Options)).Fault.ShouldBe(DatabaseFault.SchemaNewer);
    }

    [Fact]
    public void Open_ManifestCutShort_IsDamaged()
    {
        using (var database = LedgerDatabase.Open(Options)) database.Rocks.Put(database.Meta, "key"u8, "value"u8);
        foreach (var manifest in Directory.GetFiles(Options.FolderPath, "MANIFEST-*")) File.WriteAllBytes(manifest, []);
        Should.Throw<DatabaseException>(() => LedgerDatabase.Open(Options)).Fault.ShouldBe(DatabaseFault.Damaged);
    }

    [Fact]
    public void Open_FolderIsAFile_SaysWhatToDo()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        var options = Options with { FolderPath = Path.Combine(_folder, "file", "db") };
        var exception = Should.Throw<DatabaseException>(() => LedgerDatabase.Open(options));
        exception.Fault.ShouldBe(DatabaseFault.NoPermission);
        exception.Message.ShouldContain("another data folder");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
