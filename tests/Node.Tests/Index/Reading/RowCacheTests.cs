using System.Buffers.Binary;
using System.Globalization;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Tests.Index.Reading;

public sealed class RowCacheTests
{
    private const int Keys = 60;
    private const int Heights = 400;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next();

    [Theory]
    [InlineData(600, EntityKind.Run)]
    [InlineData(600, EntityKind.Touched)]
    [InlineData(8_000, EntityKind.Run)]
    [InlineData(8_000, EntityKind.Touched)]
    [InlineData(1 << 20, EntityKind.Run)]
    [InlineData(1 << 20, EntityKind.Touched)]
    public void TryRead_CommitsAndViewsOfAnyHeight_IsWhatTheViewWouldRead(int capacityBytes, EntityKind kind)
    {
        var model = new Model(Seed, kind);
        using var cache = new RowCache(capacityBytes);
        var random = new Random(Seed + 1);
        var found = 0;
        for (ulong height = 1; height < Heights; height++)
        {
            foreach (var key in model.ChangedAt(height)) cache.Change(kind, KeyOf(kind, key), height);
            for (var i = 0; i < 200; i++)
            {
                var asOf = height - (ulong)random.Next((int)Math.Min(height, 4));
                found += Ask(cache, model, random.Next(Keys), asOf) ? 1 : 0;
            }
        }

        if (capacityBytes > 1 << 16) found.ShouldBeGreaterThan(Heights * 100, $"seed {Seed}");
        cache.SizeBytes.ShouldBeLessThanOrEqualTo(capacityBytes);
    }

    [Theory]
    [InlineData(8_000, EntityKind.Run)]
    [InlineData(600, EntityKind.Touched)]
    [InlineData(1 << 20, EntityKind.Run)]
    [InlineData(1 << 20, EntityKind.Touched)]
    public async Task TryRead_ReadersBesideTheWriter_NeverSeeAnotherHeightsRow(int capacityBytes, EntityKind kind)
    {
        var model = new Model(Seed, kind);
        using var cache = new RowCache(capacityBytes);
        var committed = 0L;
        var readers = Enumerable.Range(0, 4).Select(number => Task.Run(() =>
        {
            var random = new Random(Seed + number);
            for (var height = 0UL; height < Heights - 1;)
            {
                height = (ulong)Volatile.Read(ref committed);
                for (var i = 0; i < 50; i++) Ask(cache, model, random.Next(Keys), height - (ulong)random.Next((int)Math.Min(height, 3) + 1));
            }
        })).ToArray();

        for (ulong height = 1; height < Heights; height++)
        {
            foreach (var key in model.ChangedAt(height)) cache.Change(kind, KeyOf(kind, key), height);
            Volatile.Write(ref committed, (long)height);
            if (height % 4 == 0) await Task.Yield();
        }

        await Task.WhenAll(readers);
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(2 << 20)]
    [InlineData(20_000_001)]
    public void Constructor_AnyCapacity_TakesNoMoreAndNearlyAll(int capacityBytes)
    {
        using var cache = new RowCache(capacityBytes);
        cache.SizeBytes.ShouldBeInRange(capacityBytes - 512, capacityBytes);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(100)]
    public void Add_CapacityOfLessThanAFewRows_KeepsNothing(int capacityBytes)
    {
        using var cache = new RowCache(capacityBytes);
        foreach (var kind in new[] { EntityKind.Product, EntityKind.Touched })
        {
            cache.Change(kind, KeyOf(kind, 1), 1);
            cache.Add(kind, KeyOf(kind, 1), 1, exists: true, [1]);
            Has(cache, kind, 1).ShouldBeFalse();
        }

        cache.SizeBytes.ShouldBe(0);
    }

    [Fact]
    public void Add_ManyRowsOfMostLength_KeepsTheNewestAndNothingWrong()
    {
        using var cache = new RowCache(50_000);
        for (var key = 0; key < 10_000; key++)
        {
            cache.Add(EntityKind.Product, KeyOf(EntityKind.Product, key), 1, exists: true, RowOf(key));
            Read(cache, EntityKind.Product, key).ShouldBe(RowOf(key));
        }

        var kept = Enumerable.Range(0, 10_000).Where(key => Has(cache, EntityKind.Product, key)).ToList();
        kept.Count.ShouldBeInRange(20, 50_000 / RowCache.MaxValueSizeBytes);
        foreach (var key in kept) Read(cache, EntityKind.Product, key).ShouldBe(RowOf(key));

        static byte[] RowOf(int key) => [.. Enumerable.Repeat((byte)(key * 7), RowCache.MaxValueSizeBytes - 1), (byte)key];
    }

    [Fact]
    public void Add_RowThatIsTooLong_IsNotKept()
    {
        using var cache = new RowCache(1 << 20);
        cache.Add(EntityKind.Product, KeyOf(EntityKind.Product, 1), 1, exists: true, new byte[RowCache.MaxValueSizeBytes + 1]);
        Has(cache, EntityKind.Product, 1).ShouldBeFalse();
    }

    [Fact]
    public void Add_WordsWithoutEnd_LeavesTheCatalogue()
    {
        using var cache = new RowCache(1 << 20);
        for (var run = 0; run < 100; run++) cache.Add(EntityKind.Run, KeyOf(EntityKind.Run, run), 1, exists: true, new byte[118]);
        for (var word = 0; word < 100_000; word++) cache.Add(EntityKind.Touched, KeyOf(EntityKind.Touched, word), 1, exists: true, new byte[32]);

        Enumerable.Range(0, 100).ShouldAllBe(run => Has(cache, EntityKind.Run, run));
    }

    [Fact]
    public void Change_DispenseRow_OutdatesTheTouchedBitsThatTellOfIt()
    {
        using var cache = new RowCache(1 << 20);
        foreach (var kind in new[] { EntityKind.Touched, EntityKind.Dispense }) cache.Add(kind, KeyOf(kind, 7), 1, exists: true, [1]);
        cache.Change(EntityKind.Dispense, KeyOf(EntityKind.Dispense, 7), 2);
        cache.TryRead(EntityKind.Touched, KeyOf(EntityKind.Touched, 7), 2, new byte[RowCache.MaxValueSizeBytes], out _).ShouldBeFalse();
        cache.TryRead(EntityKind.Dispense, KeyOf(EntityKind.Dispense, 7), 2, new byte[RowCache.MaxValueSizeBytes], out _).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_SameNumberOfAnotherKind_IsAnotherRow()
    {
        using var cache = new RowCache(1 << 20);
        cache.Add(EntityKind.Lot, KeyOf(EntityKind.Lot, 7), 1, exists: true, [1]);
        cache.Add(EntityKind.Product, KeyOf(EntityKind.Product, 7), 1, exists: false, []);
        cache.Add(EntityKind.Hold, KeyOf(EntityKind.Hold, 7), 1, exists: true, []);
        cache.Add(EntityKind.Touched, KeyOf(EntityKind.Touched, 7), 1, exists: true, [2]);

        Read(cache, EntityKind.Lot, 7).ShouldBe([1]);
        Read(cache, EntityKind.Product, 7).ShouldBeNull("it is known that there is no such row");
        Read(cache, EntityKind.Hold, 7).ShouldBe([], "a row of no bytes is a row");
        Read(cache, EntityKind.Touched, 7).ShouldBe([2]);
        Has(cache, EntityKind.Run, 7).ShouldBeFalse();
        Has(cache, EntityKind.Dispense, 7).ShouldBeFalse();
    }

    [Fact]
    public void Dispose_ReadersAndWritersThatGoOn_FindAndKeepNothing()
    {
        var cache = new RowCache(4 << 20);
        for (var time = 0; time < 2; time++)
        {
            foreach (var kind in new[] { EntityKind.Run, EntityKind.Touched })
            {
                for (var key = 0; key < 100; key++)
                {
                    cache.Add(kind, KeyOf(kind, key), 1, exists: true, [1]);
                    Has(cache, kind, key).ShouldBe(time == 0);
                    cache.Change(kind, KeyOf(kind, key), 2);
                }
            }

            cache.Dispose();
        }
    }

    [Fact]
    public void Keeps_Units_AreTooMany()
    {
        RowCache.Keeps(EntityKind.Token, ProjectionKeys.Token(TokenId.UnitOf(new(1), 5)).Span).ShouldBeFalse();
        RowCache.Keeps(EntityKind.Token, ProjectionKeys.Token(TokenId.RootOf(new(1))).Span).ShouldBeTrue();
        RowCache.Keeps(EntityKind.HoldingSum).ShouldBeFalse();
    }

    // As a view does it: what is not kept is read at the view's height, and kept.
    private static bool Ask(RowCache cache, Model model, int key, ulong height)
    {
        var expected = model.ValueAt(key, height);
        Span<byte> value = stackalloc byte[RowCache.MaxValueSizeBytes];
        if (cache.TryRead(model.Kind, KeyOf(model.Kind, key), height, value, out var length))
        {
            if (length != (expected?.Length ?? -1) || (expected is not null && !value[..length].SequenceEqual(expected)))
            {
                var found = length < 0 ? "no row" : Convert.ToHexString(value[..length]);
                throw new InvalidOperationException($"Seed {Seed}: key {key} at {height} is {found}, not {(expected is null ? "no row" : Convert.ToHexString(expected))}.");
            }

            return true;
        }

        cache.Add(model.Kind, KeyOf(model.Kind, key), height, expected is not null, expected);
        return false;
    }

    private static bool Has(RowCache cache, EntityKind kind, int key) => cache.TryRead(kind, KeyOf(kind, key), 1, new byte[RowCache.MaxValueSizeBytes], out _);

    private static byte[]? Read(RowCache cache, EntityKind kind, int key)
    {
        var value = new byte[RowCache.MaxValueSizeBytes];
        cache.TryRead(kind, KeyOf(kind, key), 1, value, out var length).ShouldBeTrue();
        return length < 0 ? null : value[..length];
    }

    private static byte[] KeyOf(EntityKind kind, int key)
    {
        var bytes = new byte[kind is EntityKind.Touched or EntityKind.Dispense ? sizeof(ulong) : sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(bytes.Length - sizeof(uint)), (uint)key);
        return bytes;
    }

    /// <summary>All rows at all heights, made before anybody asks. Each word of a row tells whose it is and since when.</summary>
    private sealed class Model
    {
        private const int MaxWords = 9;

        private readonly byte[]?[,] _values = new byte[]?[Heights, Keys];
        private readonly List<int>[] _changed = new List<int>[Heights];

        public Model(int seed, EntityKind kind)
        {
            Kind = kind;
            var random = new Random(seed);
            for (var height = 0; height < Heights; height++)
            {
                _changed[height] = [];
                for (var key = 0; key < Keys; key++)
                {
                    var isChanged = height == 0 || random.Next(Keys) == 0;
                    _values[height, key] = !isChanged ? _values[height - 1, key] : random.Next(4) == 0 ? null : RowOf((height * 1_000) + key, random.Next(MaxWords + 1));
                    if (isChanged) _changed[height].Add(key);
                }
            }
        }

        public EntityKind Kind { get; }

        public List<int> ChangedAt(ulong height) => _changed[height];

        public byte[]? ValueAt(int key, ulong height) => _values[height, key];

        private static byte[] RowOf(int word, int words) => [.. Enumerable.Repeat(BitConverter.GetBytes(word), words).SelectMany(bytes => bytes)];
    }
}
