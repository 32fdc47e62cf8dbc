using FsCheck;
using FsCheck.Fluent;
using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

/// <summary>Damaged table files: an error, never wrong data.</summary>
public sealed class CorruptionTests : IDisposable
{
    private const int KeyCount = 2_000;

    private readonly TemporaryFolder _folder = new();
    private readonly string _tableFile;
    private readonly byte[] _intact;

    public CorruptionTests()
    {
        using (var database = Open())
        {
            using var batch = new WriteBatch();
            for (var number = 0; number < KeyCount; number++) batch.Put(database.DefaultColumnFamily, KeyOf(number), ValueOf(number));
            database.Write(batch);
            database.Flush(database.DefaultColumnFamily);
        }

        _tableFile = Directory.GetFiles(_folder["db"], "*.sst").ShouldHaveSingleItem();
        _intact = File.ReadAllBytes(_tableFile);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Get_AnyByteOfTheTableFileFlipped_IsCorruptionOrTheRightValue()
    {
        var positions = Gen.Choose(0, _intact.Length - 1).ToArbitrary();
        var detected = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(positions, Gen.Choose(1, 255).ToArbitrary(), (position, mask) =>
        {
            WriteFlipped(position, (byte)mask);
            if (ReadAllFails()) detected++;
        }));
        detected.ShouldBeGreaterThan(50, "nearly every byte of a table file is covered by a checksum");
    }

    [Fact]
    public void Get_DataBlockFlipped_IsCorruptionForThatBlockAndOthersStillRead()
    {
        WriteFlipped(position: 100, 0xff);
        using var database = Open();

        Should.Throw<RocksDbException>(() => database.Get(database.DefaultColumnFamily, KeyOf(0))).Kind.ShouldBe(RocksDbErrorKind.Corruption);
        Should.Throw<RocksDbException>(() => database.MultiGet(database.DefaultColumnFamily, KeyOf(0), KeyOf(0).Length)).Kind.ShouldBe(RocksDbErrorKind.Corruption);
        database.Get(database.DefaultColumnFamily, KeyOf(KeyCount - 1)).ShouldBe(ValueOf(KeyCount - 1));
    }

    [Fact]
    public void Next_RunsIntoADamagedBlock_ThrowsAndDoesNotJustEnd()
    {
        WriteFlipped(position: _intact.Length / 3, 0xff);
        using var database = Open();
        using var iterator = database.CreateIterator(database.DefaultColumnFamily);
        var read = 0;

        Should.Throw<RocksDbException>(() =>
        {
            for (var found = iterator.SeekToFirst(); found; found = iterator.Next()) read++;
        }).Kind.ShouldBe(RocksDbErrorKind.Corruption);

        read.ShouldBeInRange(1, KeyCount - 1);
    }

    [Fact]
    public void Open_TableFileTruncatedOrGone_IsCorruption()
    {
        File.WriteAllBytes(_tableFile, _intact.AsSpan(0, _intact.Length / 2));
        Should.Throw<RocksDbException>(() => Open().Dispose()).Kind.ShouldBe(RocksDbErrorKind.Corruption);

        File.Delete(_tableFile);
        Should.Throw<RocksDbException>(() => Open().Dispose()).Kind.ShouldBe(RocksDbErrorKind.Corruption);
    }

    private static byte[] KeyOf(int number) => System.Text.Encoding.UTF8.GetBytes($"key{number:D6}");

    // Hardly compressible, so that the file has many blocks.
    private static byte[] ValueOf(int number) => System.Security.Cryptography.SHA256.HashData(KeyOf(number));

    private RocksDatabase Open() => RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions());

    private void WriteFlipped(int position, byte mask)
    {
        var damaged = _intact.ToArray();
        damaged[position] ^= mask;
        File.WriteAllBytes(_tableFile, damaged);
    }

    /// <summary>Reads every key; a value that is there must be right.</summary>
    private bool ReadAllFails()
    {
        try
        {
            using var database = Open();
            using var iterator = database.CreateIterator(database.DefaultColumnFamily);
            var number = 0;
            for (var found = iterator.SeekToFirst(); found; found = iterator.Next(), number++)
            {
                iterator.Key.SequenceEqual(KeyOf(number)).ShouldBeTrue();
                iterator.Value.SequenceEqual(ValueOf(number)).ShouldBeTrue();
            }

            number.ShouldBe(KeyCount);
            for (number = 0; number < KeyCount; number += 97) database.Get(database.DefaultColumnFamily, KeyOf(number)).ShouldBe(ValueOf(number));
            return false;
        }
        catch (RocksDbException exception)
        {
            exception.Kind.ShouldBe(RocksDbErrorKind.Corruption, exception.Message);
            return true;
        }
    }
}
