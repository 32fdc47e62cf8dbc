using Ledger.Native.RocksDb;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class CacheAdmissionTests
{
    private const int Reads = 80_000;
    private const int ValueSizeBytes = 4 << 10;

    [Fact]
    public void Admits_WhileThereIsRoom_AllAndThenOneInEight()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-admission-").FullName;
        try
        {
            using var cache = new BlockCache(1 << 20);
            var options = new ColumnFamilyOptions { Table = new() { Cache = cache, CacheIndexAndFilterBlocks = false }, Compression = CompressionKind.None };
            using var database = RocksDatabase.Open(Path.Combine(folder, "db"), new(), new ColumnFamilyDescriptor("default", options));
            var admission = new CacheAdmission(database, database.DefaultColumnFamily);
            Admitted(admission).ShouldBe(Reads, "an empty cache has room");

            // Twice what the cache holds.
            for (var key = 0; key < 512; key++) database.Put(database.DefaultColumnFamily, BitConverter.GetBytes(key), new byte[ValueSizeBytes]);
            database.Flush(database.DefaultColumnFamily);
            for (var key = 0; key < 512; key++) database.Has(database.DefaultColumnFamily, BitConverter.GetBytes(key)).ShouldBeTrue();

            Admitted(admission);
            Admitted(admission).ShouldBeInRange(Reads / CacheAdmission.OneIn * 9 / 10, Reads / CacheAdmission.OneIn * 11 / 10);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Admits_BucketAndChunkInTurn_BothHaveTheirShare()
    {
        // What a lookup reads by turns must not be let in by turns: of odd and even reads alike one in eight.
        var share = new int[2];
        for (var turn = 0u; turn < Reads; turn++) share[turn % 2] += CacheAdmission.IsChosen(turn) ? 1 : 0;
        share[0].ShouldBeInRange(Reads / 2 / CacheAdmission.OneIn * 9 / 10, Reads / 2 / CacheAdmission.OneIn * 11 / 10);
        share[1].ShouldBeInRange(Reads / 2 / CacheAdmission.OneIn * 9 / 10, Reads / 2 / CacheAdmission.OneIn * 11 / 10);
    }

    private static int Admitted(CacheAdmission admission)
    {
        var admitted = 0;
        for (var read = 0; read < Reads; read++) admitted += admission.Admits() ? 1 : 0;
        return admitted;
    }
}
