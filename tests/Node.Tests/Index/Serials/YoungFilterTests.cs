using System.Globalization;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class YoungFilterTests
{
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Random.Shared.Next();

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(17)]
    public void MayHave_UnitsAddedAndLearned_LosesNone(int prefixBits)
    {
        var random = new Random(Seed);
        var filter = new YoungFilter(prefixBits, units: 4_000);
        var added = Hashes(random, 2_000);
        var buckets = Hashes(random, 2_000).GroupBy(hash => Bucket.PrefixOf(hash, prefixBits)).ToDictionary(group => group.Key, group => group.ToArray());

        foreach (var hash in added) filter.Add(hash);
        foreach (var (prefix, hashes) in buckets) filter.Learn(prefix, new(RowOf(hashes, prefixBits)));

        foreach (var hash in added.Concat(buckets.Values.SelectMany(hashes => hashes))) filter.MayHave(hash).ShouldBeTrue($"seed {Seed}");
    }

    [Fact]
    public void MayHave_BucketThatIsNotLearned_IsNotKnown()
    {
        var filter = new YoungFilter(prefixBits: 4, units: 1_000);
        var hash = 0x1234_5678_9ABC_DEF0UL;
        filter.Add(hash ^ 1UL << 50);
        filter.HasLearned(1).ShouldBeFalse();
        filter.MayHave(hash).ShouldBeTrue("what is in the bucket beside what was added is not known");

        filter.LearnEmpty(1);

        filter.HasLearned(1).ShouldBeTrue();
        filter.MayHave(hash).ShouldBeFalse();
        filter.MayHave(hash ^ 1UL << 50).ShouldBeTrue();
        filter.HasLearned(2).ShouldBeFalse();
    }

    [Fact]
    public void MayHave_AsManyUnitsAsWereMeant_LetsFewOthersPass()
    {
        const int prefixBits = 10;
        const int units = 150 << prefixBits;
        var random = new Random(Seed);
        var filter = new YoungFilter(prefixBits, units);
        for (uint prefix = 0; prefix < 1 << prefixBits; prefix++) filter.LearnEmpty(prefix);
        foreach (var hash in Hashes(random, units)) filter.Add(hash);

        const int others = 100_000;
        Hashes(random, others).Count(filter.MayHave).ShouldBeLessThan(others / 20, $"seed {Seed}");
        filter.SizeBytes.ShouldBeLessThan(units * YoungFilter.BitsPerUnit / 8 * 11 / 10);
    }

    [Fact]
    public async Task Learn_BesideASeal_LosesNone()
    {
        // Readers learn rows as they were before the seal, while it adds to the same buckets.
        const int prefixBits = 3;
        for (var round = 0; round < 20; round++)
        {
            var random = new Random(Seed + round);
            var filter = new YoungFilter(prefixBits, units: 3_000);
            var (before, sealing) = (Hashes(random, 1_500), Hashes(random, 1_500));
            var rows = before.GroupBy(hash => Bucket.PrefixOf(hash, prefixBits)).Select(group => (Prefix: group.Key, Row: RowOf([.. group], prefixBits))).ToList();
            using var start = new Barrier(3);
            var seal = Task.Run(() =>
            {
                start.SignalAndWait();
                foreach (var hash in sealing) filter.Add(hash);
            });
            var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                foreach (var (prefix, row) in rows) filter.Learn(prefix, new(row));
            }));
            await Task.WhenAll([seal, .. readers]);

            foreach (var hash in before.Concat(sealing)) filter.MayHave(hash).ShouldBeTrue($"seed {Seed}, round {round}");
        }
    }

    private static ulong[] Hashes(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))];

    private static byte[] RowOf(ulong[] hashes, int prefixBits) => Bucket.ToRow(
        [.. hashes.Select((hash, index) => new BucketEntry(Bucket.FingerprintOf(hash, prefixBits), (uint)index, Bucket.ExtraOf(hash, prefixBits)))], isWide: true);
}
