using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

/// <summary>Inputs at the edge of sense: the distribution's RocksDB keeps its assertions, so each of these could abort the process.</summary>
public sealed class OddInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RocksDatabase _database;
    private readonly ColumnFamily _family;

    public OddInputTests()
    {
        _database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("p", new ColumnFamilyOptions { PrefixExtractor = PrefixExtractor.Fixed(4) }));
        _family = _database.DefaultColumnFamily;
        _database.Put(_family, "b"u8, "1"u8);
        _database.Put(_family, "c"u8, "2"u8);
        _database.Flush(_family);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void EmptyKey_IsAKeyLikeAnyOther()
    {
        _database.Put(_family, [], "empty"u8);
        _database.Get(_family, []).ShouldBe("empty"u8.ToArray());
        using (var iterator = _database.CreateIterator(_family))
        {
            iterator.Seek([]).ShouldBeTrue();
            iterator.Key.IsEmpty.ShouldBeTrue();
            iterator.SeekForPrev([]).ShouldBeTrue();
        }

        _database.Delete(_family, []);
        _database.Has(_family, []).ShouldBeFalse();
        using var values = _database.MultiGet(_family, [ReadOnlyMemory<byte>.Empty]);
        values.Has(0).ShouldBeFalse();
    }

    [Fact]
    public void Iterator_BoundsTheWrongWayRound_FindsNothing()
    {
        using var iterator = _database.CreateIterator(_family, new IteratorOptions { LowerBound = "c"u8.ToArray(), UpperBound = "b"u8.ToArray() });
        iterator.SeekToFirst().ShouldBeFalse();
        iterator.SeekToLast().ShouldBeFalse();
        iterator.Seek("b"u8).ShouldBeFalse();
        iterator.SeekForPrev("c"u8).ShouldBeFalse();
    }

    [Fact]
    public void DeleteRange_TheWrongWayRound_IsInvalidArgumentOrDeletesNothing()
    {
        using var batch = new WriteBatch();
        batch.DeleteRange(_family, "c"u8, "b"u8);
        try
        {
            _database.Write(batch);
        }
        catch (RocksDbException exception)
        {
            exception.Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);
        }

        _database.Has(_family, "b"u8).ShouldBeTrue();
        _database.Has(_family, "c"u8).ShouldBeTrue();
    }

    [Fact]
    public void PrefixIteration_WithoutExtractorOrKeyShorterThanThePrefix_DoesNotAbort()
    {
        using (var iterator = _database.CreateIterator(_family, new IteratorOptions { PrefixSameAsStart = true })) iterator.Seek("b"u8).ShouldBeTrue();

        var family = _database.GetColumnFamily("p");
        _database.Put(family, "ab"u8, "short"u8);
        _database.Put(family, "abcde"u8, "long"u8);
        _database.Put(family, "b"u8, "short"u8);
        _database.Flush(family);
        _database.Get(family, "ab"u8).ShouldBe("short"u8.ToArray());
        using var prefixed = _database.CreateIterator(family, new IteratorOptions { PrefixSameAsStart = true });
        Should.Throw<ArgumentException>(() => prefixed.Seek("ab"u8));
        Should.Throw<InvalidOperationException>(() => prefixed.SeekToFirst());
        Should.Throw<InvalidOperationException>(() => prefixed.SeekToLast());
        prefixed.Seek("abcd"u8).ShouldBeTrue();
        prefixed.Value.ToArray().ShouldBe("long"u8.ToArray());
        prefixed.Prev().ShouldBeFalse("a key shorter than the prefix is outside it");
        prefixed.Seek("abcd"u8).ShouldBeTrue();
        prefixed.Next().ShouldBeFalse("and so is the short one that follows");
    }

    [Fact]
    public void CompactRange_TheWrongWayRoundOrEmptyFamily_DoesNothing()
    {
        _database.CompactRange(_family, "c"u8, "b"u8);
        _database.CompactRange(_database.GetColumnFamily("p"));
        _database.Get(_family, "b"u8).ShouldBe("1"u8.ToArray());
    }

    [Fact]
    public void SstFileWriter_DisposedUnfinished_LeavesNoDatabaseHarmed()
    {
        using (var writer = new SstFileWriter(_folder["1.sst"], new ColumnFamilyOptions())) writer.Put("k"u8, "v"u8);
        Should.Throw<RocksDbException>(() => _database.IngestExternalFiles(_family, [_folder["1.sst"]]));
        Should.Throw<RocksDbException>(() => _database.IngestExternalFiles(_family, []));
        _database.Get(_family, "b"u8).ShouldBe("1"u8.ToArray());
    }

    [Fact]
    public void DropColumnFamily_ThenStillUsed_ReadsOnAndRefusesWrites()
    {
        var family = _database.GetColumnFamily("p");
        _database.Put(family, "k"u8, "v"u8);
        using var iterator = _database.CreateIterator(family, new IteratorOptions());
        _database.DropColumnFamily(family);

        iterator.SeekToFirst().ShouldBeTrue();
        _database.Get(family, "k"u8).ShouldBe("v"u8.ToArray());
        Should.Throw<RocksDbException>(() => _database.Put(family, "k"u8, "w"u8));
        Should.Throw<RocksDbException>(() => _database.DropColumnFamily(family));
        Should.Throw<RocksDbException>(() => _database.DropColumnFamily(_family)).Kind.ShouldBe(RocksDbErrorKind.InvalidArgument);
    }
}
