using System.Buffers.Binary;
using Ledger.Native.RocksDb;
using Ledger.Tests.Shared.Disks;

namespace Ledger.Native.Tests.RocksDb;

public sealed class DiskFullTests
{
    private const int DiskMegabytes = 24;
    private const int BallastBytes = 8 * 1024 * 1024;
    private const int ValueBytes = 256 * 1024;

    [SmallDiskFact]
    public void Write_DeviceFull_IsNoSpaceAndLosesNothingAcknowledged()
    {
        using var disk = SmallDisk.Create(DiskMegabytes);
        File.WriteAllBytes(disk["ballast"], new byte[BallastBytes]);
        var acknowledged = 0;
        using (var database = Open(disk))
        {
            var exception = Should.Throw<RocksDbException>(() =>
            {
                for (; acknowledged < DiskMegabytes * 4; acknowledged++) database.Put(database.DefaultColumnFamily, KeyOf(acknowledged), ValueOf(acknowledged), WriteOptions.Durable);
            });

            exception.Kind.ShouldBe(RocksDbErrorKind.NoSpace, exception.Message);
            acknowledged.ShouldBeGreaterThan(10);
            Should.Throw<RocksDbException>(() => database.Put(database.DefaultColumnFamily, "more"u8, "1"u8, WriteOptions.Durable)).Kind.ShouldBe(RocksDbErrorKind.NoSpace);
            CheckAcknowledged(database, acknowledged); // Reads go on.
        }

        File.Delete(disk["ballast"]);
        using var reopened = Open(disk);
        CheckAcknowledged(reopened, acknowledged);
        reopened.Put(reopened.DefaultColumnFamily, KeyOf(acknowledged), ValueOf(acknowledged), WriteOptions.Durable);
    }

    [SmallDiskFact]
    public void FlushAndCompaction_DeviceFull_FailAndReadsGoOn()
    {
        using var disk = SmallDisk.Create(DiskMegabytes);
        const int Rows = 40;
        using (var database = Open(disk))
        {
            for (var number = 0; number < Rows / 2; number++) database.Put(database.DefaultColumnFamily, KeyOf(number), ValueOf(number), new WriteOptions(DisableWal: true));
            database.Flush(database.DefaultColumnFamily);
            for (var number = Rows / 2; number < Rows; number++) database.Put(database.DefaultColumnFamily, KeyOf(number), ValueOf(number), new WriteOptions(DisableWal: true));
            Fill(disk["filler"]);

            Should.Throw<RocksDbException>(() => database.Flush(database.DefaultColumnFamily)).Kind.ShouldBe(RocksDbErrorKind.NoSpace);
            database.CompactRange(database.DefaultColumnFamily);

            CheckAcknowledged(database, Rows);
        }

        File.Delete(disk["filler"]);
        using var reopened = Open(disk);
        CheckAcknowledged(reopened, Rows / 2);
    }

    private static void Fill(string path)
    {
        var block = new byte[1 << 12];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // That was the last room.
        }
    }

    private static void CheckAcknowledged(RocksDatabase database, int acknowledged)
    {
        for (var number = 0; number < acknowledged; number++) database.Get(database.DefaultColumnFamily, KeyOf(number)).ShouldBe(ValueOf(number));
    }

    private static RocksDatabase Open(SmallDisk disk) => RocksDatabase.Open(disk["db"], new RocksDatabaseOptions());

    private static byte[] KeyOf(int number)
    {
        var key = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(key, number);
        return key;
    }

    private static byte[] ValueOf(int number)
    {
        var value = new byte[ValueBytes];
        new Random(number).NextBytes(value);
        return value;
    }
}
