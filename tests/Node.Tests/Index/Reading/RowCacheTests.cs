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
    [InlineData(400)]
    [InlineData(4_000)]
    [InlineData(1 << 20)]
    public void TryFind_CommitsAndViewsOfAnyHeight_IsWhatTheViewWouldRead(int capacityBytes)
    {
        var model = new Model(Seed);
        var cache = new RowCache(capacityBytes);
        var random = new Random(Seed + 1);
        var found = 0;
        for (ulong height = 1; height < Heights; height++)
        {
            foreach (var key in model.ChangedAt(height)) cache.Change(EntityKind.Run, KeyOf(key), height);
            for (var i = 0; i < 200; i++)
            {
                var asOf = height - (ulong)random.Next((int)Math.Min(height, 4));
                found += Ask(cache, model, random.Next(Keys), asOf) ? 1 : 0;
            }
        }

        if (capacityBytes > Keys * RowCache.OverheadSizeBytes * 2) found.ShouldBeGreaterThan(Heights * 100, $"seed {Seed}");
        cache.SizeBytes.ShouldBeLessThanOrEqualTo(capacityBytes);
    }

    [Fact]
    public async Task TryFind_ReadersBesideTheWriter_NeverSeeAnotherHeightsRow()
    {
        var model = new Model(Seed);
        var cache = new RowCache(1 << 20);
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
            foreach (var key in model.ChangedAt(height)) cache.Change(EntityKind.Run, KeyOf(key), height);
            Volatile.Write(ref committed, (long)height);
            if (height % 4 == 0) await Task.Yield();
        }

        await Task.WhenAll(readers);
    }

    [Fact]
    public void Add_ManyLongRows_StaysWithinTheCapacity()
    {
        const int capacityBytes = 50_000;
        var cache = new RowCache(capacityBytes);
        for (var key = 0; key < 10_000; key++)
        {
            cache.Add(EntityKind.Product, KeyOf(key), 1, new byte[RowCache.MaxValueSizeBytes]);
            cache.SizeBytes.ShouldBeLessThanOrEqualTo(capacityBytes);
        }

        cache.TryFind(EntityKind.Product, KeyOf(9_999), 1, out var value).ShouldBeTrue();
        value.ShouldNotBeNull().Length.ShouldBe(RowCache.MaxValueSizeBytes);
    }

    [Fact]
    public void Add_RowThatIsTooLong_IsNotKept()
    {
        var cache = new RowCache(1 << 20);
        cache.Add(EntityKind.Product, KeyOf(1), 1, new byte[RowCache.MaxValueSizeBytes + 1]);
        cache.TryFind(EntityKind.Product, KeyOf(1), 1, out _).ShouldBeFalse();
        cache.SizeBytes.ShouldBe(0);
    }

    [Fact]
    public void TryFind_SameNumberOfAnotherKind_IsAnotherRow()
    {
        var cache = new RowCache(1 << 20);
        cache.Add(EntityKind.Lot, KeyOf(7), 1, [1]);
        cache.Add(EntityKind.Product, KeyOf(7), 1, null);

        cache.TryFind(EntityKind.Lot, KeyOf(7), 1, out var lot).ShouldBeTrue();
        lot.ShouldBe([1]);
        cache.TryFind(EntityKind.Product, KeyOf(7), 1, out var product).ShouldBeTrue();
        product.ShouldBeNull("it is known that there is no such row");
        cache.TryFind(EntityKind.Run, KeyOf(7), 1, out _).ShouldBeFalse();
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
        if (cache.TryFind(EntityKind.Run, KeyOf(key), height, out var value))
        {
            if (value is null != expected is null || (value is not null && !value.AsSpan().SequenceEqual(expected)))
                throw new InvalidOperationException($"Seed {Seed}: key {key} at {height} is {Tell(value)}, not {Tell(expected)}.");
            return true;
        }

        cache.Add(EntityKind.Run, KeyOf(key), height, expected);
        return false;
    }

    private static string Tell(byte[]? value) => value is null ? "no row" : Convert.ToHexString(value);

    private static byte[] KeyOf(int key)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)key);
        return bytes;
    }

    /// <summary>All rows at all heights, made before anybody asks.</summary>
    private sealed class Model
    {
        private readonly byte[]?[,] _values = new byte[]?[Heights, Keys];
        private readonly List<int>[] _changed = new List<int>[Heights];

        public Model(int seed)
        {
            var random = new Random(seed);
            for (var height = 0; height < Heights; height++)
            {
                _changed[height] = [];
                for (var key = 0; key < Keys; key++)
                {
                    var isChanged = height == 0 || random.Next(Keys) == 0;
                    _values[height, key] = !isChanged ? _values[height - 1, key] : random.Next(4) == 0 ? null : BitConverter.GetBytes((height * 1_000) + key);
                    if (isChanged) _changed[height].Add(key);
                }
            }
        }

        public List<int> ChangedAt(ulong height) => _changed[height];

        public byte[]? ValueAt(int key, ulong height) => _values[height, key];
    }
}
