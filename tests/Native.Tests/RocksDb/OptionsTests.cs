using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

public sealed class OptionsTests : IDisposable
{
    private const int KeyCount = 5_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, ColumnFamilyOptions> Families => new()
    {
        { "bloom", new ColumnFamilyOptions { Table = new TableOptions { Filter = KeyFilter.Bloom(10), FormatVersion = 5, Checksum = TableChecksum.XxHash3 } } },
        { "ribbon", new ColumnFamilyOptions { Table = new TableOptions { Filter = KeyFilter.Ribbon(10), WholeKeyFiltering = true, DataBlockHashRatio = 0.75, BlockRestartInterval = 8 } } },
        { "hybrid", new ColumnFamilyOptions { Table = new TableOptions { Filter = KeyFilter.RibbonHybrid(10, 1) }, OptimizeFiltersForHits = true, DynamicLevelSizes = true } },
        { "partitioned", new ColumnFamilyOptions { Table = new TableOptions { Filter = KeyFilter.Bloom(10), IndexKind = TableIndexKind.TwoLevel, PartitionFilters = true, MetadataBlockSizeBytes = 4096, CacheIndexAndFilterBlocks = true, CacheIndexAndFilterBlocksWithHighPriority = true, PinLevel0IndexAndFilterBlocks = true, PinTopLevelIndexAndFilter = true } } },
        { "prefixed", new ColumnFamilyOptions { PrefixExtractor = PrefixExtractor.Fixed(2), MemtablePrefixBloomSizeRatio = 0.1, MemtableWholeKeyFiltering = true, Table = new TableOptions { IndexKind = TableIndexKind.HashSearch } } },
        { "noop", new ColumnFamilyOptions { PrefixExtractor = PrefixExtractor.Noop, Table = new TableOptions { DisableCache = true, BlockSizeBytes = 16_384 } } },
        { "small", new ColumnFamilyOptions { WriteBufferSizeBytes = 64 * 1024, MaximumWriteBuffers = 4, TargetFileSizeBytes = 64 * 1024, Level1SizeBytes = 256 * 1024, Level0CompactionTrigger = 2 } },
        { "compressed", new ColumnFamilyOptions { Compression = CompressionKind.Lz4, BottommostCompression = CompressionKind.Zstandard, DisableAutoCompactions = true } },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Families), DisableDiscoveryEnumeration = true)]
    public void Open_FamilyOptions_StoreAndFindEverything(string name, ColumnFamilyOptions options)
    {
        using var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor(name, options));
        var family = database.GetColumnFamily(name);
        Fill(database, family);

        for (var number = 0; number < KeyCount; number += 7)
        {
            database.Get(family, KeyOf(number)).ShouldBe(ValueOf(number));
            database.Has(family, KeyOf(number + KeyCount)).ShouldBeFalse();
        }
    }

    [Fact]
    public void Open_RowsSortedWhenFlushed_AreReadBeforeAndAfterAndByADatabaseThatDoesNot()
    {
        var options = new ColumnFamilyOptions { SortsMemtableWhenFlushed = true };
        using (var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions { ConcurrentMemtableWrites = false }, new ColumnFamilyDescriptor("rows", options)))
        {
            var rows = database.GetColumnFamily("rows");
            database.Put(rows, KeyOf(3), [1]);
            database.Put(rows, KeyOf(1), ValueOf(1));
            database.Put(rows, KeyOf(3), ValueOf(3));
            database.Get(rows, KeyOf(3)).ShouldBe(ValueOf(3));
            database.Flush(rows);
            database.Put(rows, KeyOf(2), ValueOf(2));
            database.Delete(rows, KeyOf(1));
        }

        using var again = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("rows", new ColumnFamilyOptions()));
        var family = again.GetColumnFamily("rows");
        using var iterator = again.CreateIterator(family);
        iterator.SeekToFirst().ShouldBeTrue();
        iterator.Key.ToArray().ShouldBe(KeyOf(2));
        iterator.Next().ShouldBeTrue();
        iterator.Value.ToArray().ShouldBe(ValueOf(3));
        iterator.Next().ShouldBeFalse();
    }

    [Fact]
    public async Task Open_InsertPlacesRemembered_RowsOfBatchesAndOfWritersBesideThemAreAllInOrder()
    {
        const int Batches = 50;
        var options = new ColumnFamilyOptions { RemembersInsertPlaces = true };
        using var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("rows", options));
        var family = database.GetColumnFamily("rows");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteBatches(database, family, writer * Batches))));

        using var iterator = database.CreateIterator(family);
        iterator.SeekToFirst().ShouldBeTrue();
        for (var number = 0; number < 4 * Batches * Batches; number++)
        {
            iterator.Key.ToArray().ShouldBe(KeyOf(number));
            iterator.Value.ToArray().ShouldBe(ValueOf(number));
            iterator.Next().ShouldBe(number + 1 < 4 * Batches * Batches);
        }

        // Rows in order that lie among those of other batches; a third of the batches backwards.
        static void WriteBatches(RocksDatabase database, ColumnFamily family, int first)
        {
            using var batch = new WriteBatch();
            for (var number = first; number < first + Batches; number++)
            {
                batch.Clear();
                for (var row = 0; row < Batches; row++)
                {
                    var key = ((number % 3 == 0 ? Batches - 1 - row : row) * 4 * Batches) + number;
                    batch.Put(family, KeyOf(key), ValueOf(key));
                }

                database.Write(batch);
            }
        }
    }

    [Fact]
    public void Open_AllDatabaseOptions_Work()
    {
        var options = new RocksDatabaseOptions
        {
            MaximumOpenFiles = 100,
            Parallelism = 2,
            FileOpeningThreads = 2,
            TotalWriteBufferSizeBytes = 1024 * 1024,
            MaximumTotalWalSizeBytes = 1024 * 1024,
            WalBytesPerSync = 64 * 1024,
            BytesPerSync = 64 * 1024,
            AtomicFlush = true,
            PipelinedWrite = false,
            UseFsync = true,
            DirectReads = false,
            DirectFlushAndCompaction = false,
            SkipStatisticsUpdateOnOpen = true,
            SkipFileSizeChecksOnOpen = true,
            CollectStatistics = true,
            RateLimitBytesPerSecond = 64 * 1024 * 1024,
        };
        using var database = RocksDatabase.Open(_folder["db"], options);
        Fill(database, database.DefaultColumnFamily);
        database.Get(database.DefaultColumnFamily, KeyOf(1)).ShouldBe(ValueOf(1));

        database.GetStatistics().ShouldNotBeNull().ShouldContain("rocksdb.number.keys.written COUNT : 5000");
        database.GetNumberProperty(database.DefaultColumnFamily, "rocksdb.estimate-num-keys").ShouldBe(KeyCount);
        database.GetProperty(database.DefaultColumnFamily, "rocksdb.stats").ShouldNotBeNull().ShouldContain("Compaction Stats");
        database.GetProperty(database.DefaultColumnFamily, "no-such-property").ShouldBeNull();
        database.GetNumberProperty(database.DefaultColumnFamily, "no-such-property").ShouldBeNull();
    }

    [Fact]
    public void GetStatistics_NotCollected_IsNull()
    {
        using var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions());
        database.GetStatistics().ShouldBeNull();
    }

    [Fact]
    public void TryGet_ThatFillsNoCache_ReadsTheSameAndLeavesTheCacheAsItIs()
    {
        using var cache = new BlockCache(4 * 1024 * 1024);
        var options = new ColumnFamilyOptions { Table = new TableOptions { Cache = cache, CacheIndexAndFilterBlocks = false } };
        using var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("default", options));
        Fill(database, database.DefaultColumnFamily);
        var before = cache.UsageBytes;

        database.TryGet(database.DefaultColumnFamily, KeyOf(3), fillsCache: false, out var passing).ShouldBeTrue();
        using (passing) passing.Span.ToArray().ShouldBe(ValueOf(3));
        cache.UsageBytes.ShouldBe(before);
        database.TryGet(database.DefaultColumnFamily, "missing"u8, fillsCache: false, out _).ShouldBeFalse();

        database.TryGet(database.DefaultColumnFamily, KeyOf(3), fillsCache: true, out var filling).ShouldBeTrue();
        using (filling) filling.Span.ToArray().ShouldBe(ValueOf(3));
        cache.UsageBytes.ShouldBeGreaterThan(before);
    }

    [Fact]
    public void BlockCache_SharedAndDisposedEarly_IsUsedAndStaysAlive()
    {
        var cache = new BlockCache(4 * 1024 * 1024);
        var options = new ColumnFamilyOptions { Table = new TableOptions { Cache = cache } };
        using var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("default", options), new ColumnFamilyDescriptor("other", options));
        Fill(database, database.DefaultColumnFamily);
        var before = cache.UsageBytes;

        using (var iterator = database.CreateIterator(database.DefaultColumnFamily))
        {
            iterator.SeekToFirst().ShouldBeTrue();
            cache.PinnedUsageBytes.ShouldBeGreaterThan(0);
        }

        cache.UsageBytes.ShouldBeGreaterThan(before);
        cache.UsageBytes.ShouldBeLessThanOrEqualTo(cache.CapacityBytes);
        cache.CapacityBytes = 0;
        cache.CapacityBytes.ShouldBe(0);
        cache.Dispose();
        Should.Throw<ObjectDisposedException>(() => cache.UsageBytes);
        database.Get(database.DefaultColumnFamily, KeyOf(3)).ShouldBe(ValueOf(3));
    }

    [Theory]
    [InlineData(CompressionKind.None)]
    [InlineData(CompressionKind.Snappy)]
    [InlineData(CompressionKind.Lz4)]
    [InlineData(CompressionKind.Zstandard)]
    public void IsAvailable_KindsDebianBuildsWith_AreThereAndOpen(CompressionKind kind)
    {
        CompressionSupport.IsAvailable(kind).ShouldBeTrue();
        using var database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("default", new ColumnFamilyOptions { Compression = kind }));
        Fill(database, database.DefaultColumnFamily);
        database.Get(database.DefaultColumnFamily, KeyOf(5)).ShouldBe(ValueOf(5));
    }

    [Fact]
    public void IsAvailable_KindNoLinuxBuildHas_IsFalse()
    {
        const CompressionKind Xpress = (CompressionKind)6;
        CompressionSupport.IsAvailable(Xpress).ShouldBeFalse();
        CompressionSupport.FirstAvailable(Xpress, CompressionKind.Lz4, CompressionKind.Snappy).ShouldBe(CompressionKind.Lz4);
        CompressionSupport.FirstAvailable(Xpress).ShouldBe(CompressionKind.None);
    }

    [Fact]
    public void KeyFilter_BitsOutOfRange_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => KeyFilter.Bloom(0.5));
        Should.Throw<ArgumentOutOfRangeException>(() => KeyFilter.Ribbon(101));
        Should.Throw<ArgumentOutOfRangeException>(() => PrefixExtractor.Fixed(0));
    }

    private static byte[] KeyOf(int number) => System.Text.Encoding.UTF8.GetBytes($"{number:D8}");

    private static byte[] ValueOf(int number) => System.Text.Encoding.UTF8.GetBytes($"value of the key {number}");

    private static void Fill(RocksDatabase database, ColumnFamily family)
    {
        using var batch = new WriteBatch();
        for (var number = 0; number < KeyCount; number++) batch.Put(family, KeyOf(number), ValueOf(number));
        database.Write(batch);
        database.Flush(family);
        database.CompactRange(family);
    }
}
