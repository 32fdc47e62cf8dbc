using System.Text;
using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

public sealed class RocksIteratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RocksDatabase _database;
    private readonly ColumnFamily _family;

    public RocksIteratorTests()
    {
        _database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("p", new ColumnFamilyOptions { PrefixExtractor = PrefixExtractor.Fixed(1) }));
        _family = _database.GetColumnFamily("p");
        foreach (var key in new[] { "a1", "a2", "b1", "b2", "b3", "c1" }) _database.Put(_family, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes("v" + key));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Next_WithinBounds_StopsAtTheUpperAndStartsAtTheLower()
    {
        var options = new IteratorOptions { LowerBound = "a2"u8.ToArray(), UpperBound = "b3"u8.ToArray() };
        using var iterator = _database.CreateIterator(_family, options);

        Walk(iterator).ShouldBe(["a2", "b1", "b2"]);
        iterator.SeekToLast().ShouldBeTrue();
        Encoding.UTF8.GetString(iterator.Key).ShouldBe("b2");
        Encoding.UTF8.GetString(iterator.Value).ShouldBe("vb2");
        iterator.Seek("a1"u8).ShouldBeTrue();
        Encoding.UTF8.GetString(iterator.Key).ShouldBe("a2");
    }

    [Fact]
    public void Next_BoundsAfterCollectionsOfGarbage_StillHold()
    {
        using var iterator = _database.CreateIterator(_family, new IteratorOptions { UpperBound = Encoding.UTF8.GetBytes("b1") });
        for (var round = 0; round < 3; round++) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Walk(iterator).ShouldBe(["a1", "a2"]);
    }

    [Fact]
    public void Next_PrefixSameAsStart_StopsWithThePrefix()
    {
        using var iterator = _database.CreateIterator(_family, new IteratorOptions { PrefixSameAsStart = true });
        var keys = new List<string>();
        for (var found = iterator.Seek("b"u8); found; found = iterator.Next()) keys.Add(Encoding.UTF8.GetString(iterator.Key));
        keys.ShouldBe(["b1", "b2", "b3"]);
    }

    [Fact]
    public void Iterator_WritesAfterItsCreation_AreNotSeen()
    {
        using var iterator = _database.CreateIterator(_family, new IteratorOptions());
        _database.Put(_family, "a0"u8, "late"u8);
        Walk(iterator).ShouldBe(["a1", "a2", "b1", "b2", "b3", "c1"]);
    }

    [Fact]
    public void Iterator_OverASnapshot_SeesItsState()
    {
        using var snapshot = _database.CreateSnapshot();
        _database.Delete(_family, "a1"u8);
        _database.Flush(_family);
        _database.CompactRange(_family);

        using var iterator = _database.CreateIterator(_family, new IteratorOptions { Snapshot = snapshot });
        Walk(iterator).ShouldBe(["a1", "a2", "b1", "b2", "b3", "c1"]);
        _database.Get(_family, "a1"u8, snapshot).ShouldBe("va1"u8.ToArray());
        _database.Has(_family, "a1"u8).ShouldBeFalse();
    }

    [Fact]
    public void Key_StandingOnNone_Throws()
    {
        using var iterator = _database.CreateIterator(_family);
        Should.Throw<InvalidOperationException>(() => iterator.Key.Length);
        iterator.Seek("zzz"u8).ShouldBeFalse();
        iterator.IsValid.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => iterator.Value.Length);
        Should.Throw<InvalidOperationException>(() => iterator.Next());
        Should.Throw<InvalidOperationException>(() => iterator.Prev());
    }

    [Fact]
    public void Next_OverAllKeys_AllocatesNothing()
    {
        using var iterator = _database.CreateIterator(_family, new IteratorOptions());
        CountBytes(iterator);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = CountBytes(iterator);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        bytes.ShouldBe(6 * 5);
    }

    private static long CountBytes(RocksIterator iterator)
    {
        long bytes = 0;
        for (var found = iterator.SeekToFirst(); found; found = iterator.Next()) bytes += iterator.Key.Length + iterator.Value.Length;
        return bytes;
    }

    private static List<string> Walk(RocksIterator iterator)
    {
        var keys = new List<string>();
        for (var found = iterator.SeekToFirst(); found; found = iterator.Next()) keys.Add(Encoding.UTF8.GetString(iterator.Key));
        return keys;
    }
}
