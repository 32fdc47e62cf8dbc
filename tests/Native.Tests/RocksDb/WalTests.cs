using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

/// <summary>The write-ahead log as a crash leaves it: batches come back whole and in order, or not at all.</summary>
public sealed class WalTests : IDisposable
{
    private const int BatchCount = 3;
    private const int KeysPerBatch = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_LogCutAtAnyByte_RecoversAPrefixOfWholeBatches()
    {
        WriteBatches();
        var log = LogFile("db");
        var bytes = File.ReadAllBytes(log);
        var seen = new HashSet<int>();
        for (var length = 0; length <= bytes.Length; length += 5)
        {
            CopyWithLog(bytes.AsSpan(0, length));
            seen.Add(CountWholeBatches(WalRecoveryMode.TolerateCorruptedTailRecords));
        }

        CopyWithLog(bytes);
        seen.Add(CountWholeBatches(WalRecoveryMode.TolerateCorruptedTailRecords));
        seen.Order().ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void Open_LogDamagedBeforeItsEnd_FailsUnlessToldToStopThere()
    {
        WriteBatches();
        var bytes = File.ReadAllBytes(LogFile("db"));
        bytes[bytes.Length / 2] ^= 0xff; // Within the second of three records.

        CopyWithLog(bytes);
        Should.Throw<RocksDbException>(() => CountWholeBatches(WalRecoveryMode.AbsoluteConsistency)).Kind.ShouldBe(RocksDbErrorKind.Corruption);
        Should.Throw<RocksDbException>(() => CountWholeBatches(WalRecoveryMode.TolerateCorruptedTailRecords)).Kind.ShouldBe(RocksDbErrorKind.Corruption);
        CountWholeBatches(WalRecoveryMode.PointInTimeRecovery).ShouldBe(1);
    }

    [Fact]
    public void Open_TornTailUnderAbsoluteConsistency_IsCorruption()
    {
        WriteBatches();
        var bytes = File.ReadAllBytes(LogFile("db"));
        CopyWithLog(bytes.AsSpan(0, bytes.Length - 3));
        Should.Throw<RocksDbException>(() => CountWholeBatches(WalRecoveryMode.AbsoluteConsistency)).Kind.ShouldBe(RocksDbErrorKind.Corruption);
    }

    [Fact]
    public void Write_WithoutALog_IsLostUnlessFlushed()
    {
        using var database = Open("db");
        database.Put(database.DefaultColumnFamily, "logged"u8, "1"u8, WriteOptions.Durable);
        database.Put(database.DefaultColumnFamily, "unlogged"u8, "1"u8, new WriteOptions(DisableWal: true));
        CopyFolder(); // The files at this moment are what a killed process leaves.

        using var crashed = Open("copy");
        crashed.Has(crashed.DefaultColumnFamily, "logged"u8).ShouldBeTrue();
        crashed.Has(crashed.DefaultColumnFamily, "unlogged"u8).ShouldBeFalse();
    }

    [Fact]
    public void Open_LogInAFolderOfItsOwn_KeepsItThere()
    {
        var options = new RocksDatabaseOptions { WalDirectory = _folder["wal"] };
        using (var database = RocksDatabase.Open(_folder["db"], options)) database.Put(database.DefaultColumnFamily, "k"u8, "v"u8);

        Directory.GetFiles(_folder["wal"], "*.log").ShouldNotBeEmpty();
        using var reopened = RocksDatabase.Open(_folder["db"], options);
        reopened.Has(reopened.DefaultColumnFamily, "k"u8).ShouldBeTrue();
    }

    private static byte[] KeyOf(int batch, int key) => [(byte)batch, (byte)key];

    private void WriteBatches()
    {
        using var database = Open("db");
        using var batch = new WriteBatch();
        for (var number = 0; number < BatchCount; number++)
        {
            batch.Clear();
            for (var key = 0; key < KeysPerBatch; key++) batch.Put(database.DefaultColumnFamily, KeyOf(number, key), new byte[20]);
            database.Write(batch, WriteOptions.Durable);
        }
    }

    private int CountWholeBatches(WalRecoveryMode mode)
    {
        using var database = RocksDatabase.Open(_folder["copy"], new RocksDatabaseOptions { WalRecoveryMode = mode });
        var present = Enumerable.Range(0, BatchCount)
            .Select(batch => Enumerable.Range(0, KeysPerBatch).Count(key => database.Has(database.DefaultColumnFamily, KeyOf(batch, key))))
            .ToList();
        present.ShouldAllBe(count => count == 0 || count == KeysPerBatch, "a batch is whole or absent");
        var whole = present.TakeWhile(count => count == KeysPerBatch).Count();
        present.Skip(whole).ShouldAllBe(count => count == 0, "no batch without those before it");
        return whole;
    }

    private void CopyWithLog(ReadOnlySpan<byte> log)
    {
        CopyFolder();
        File.WriteAllBytes(LogFile("copy"), log);
    }

    private void CopyFolder()
    {
        if (Directory.Exists(_folder["copy"])) Directory.Delete(_folder["copy"], recursive: true);
        Directory.CreateDirectory(_folder["copy"]);
        foreach (var file in Directory.GetFiles(_folder["db"]).Where(file => !file.EndsWith("LOCK", StringComparison.Ordinal)))
        {
            File.Copy(file, _folder[$"copy/{Path.GetFileName(file)}"]);
        }
    }

    private string LogFile(string name) => Directory.GetFiles(_folder[name], "*.log").ShouldHaveSingleItem();

    private RocksDatabase Open(string name) => RocksDatabase.Open(_folder[name], new RocksDatabaseOptions());
}
