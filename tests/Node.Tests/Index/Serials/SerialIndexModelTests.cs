using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class SerialIndexModelTests
{
    [Fact]
    public void AnyActs_AgainstTheNaiveModel_Agree() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(12), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Play));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, SerialIndexFixture.TinyRingSizeBytes)]
    [InlineData(1, SerialIndexFixture.RoomyRingSizeBytes)]
    [InlineData(20_261_121, SerialIndexFixture.TinyRingSizeBytes)]
    [InlineData(40_378_981, SerialIndexFixture.RoomyRingSizeBytes)]
    public void AnyActs_OfAKeptSeed_Agree(int seed, int ringSizeBytes) => Play(seed, ringSizeBytes).ShouldBeTrue();

    private static bool Play(int seed) =>
        Play(seed, (seed % 3) switch { 0 => 0, 1 => SerialIndexFixture.TinyRingSizeBytes, _ => SerialIndexFixture.RoomyRingSizeBytes });

    private static bool Play(int seed, int ringSizeBytes)
    {
        var random = new Random(seed);
        using var fixture = new SerialIndexFixture(SerialIndexFixture.Small with { RingSizeBytes = ringSizeBytes });
        for (var act = 0; act < 60; act++)
        {
            switch (random.Next(12))
            {
                case < 5:
                    fixture.Add(Gtin(random), Serials(random, fixture), checkBuckets: random.Next(3) == 0);
                    break;
                case 5:
                    fixture.Abandon(Gtin(random), Serials(random, fixture));
                    break;
                case < 8:
                    for (var steps = random.Next(1, 12); steps > 0; steps--) fixture.Index.Seal();
                    break;
                case 8:
                    fixture.Crash();
                    break;
                case 9:
                    fixture.Compact();
                    break;
                case 10:
                    fixture.Index.Settle();
                    break;
                default:
                    fixture.Reopen();
                    break;
            }

            fixture.SomeShouldAgree(random);
            if (act % 15 == 14) fixture.ShouldAgree();
        }

        fixture.SealAll();
        fixture.SealAll();
        fixture.Index.UnitsInMemory.ShouldBe(0);
        fixture.ShouldAgree();
        fixture.Index.Settle();
        fixture.Index.State.YoungCount.ShouldBe(0u);
        fixture.ShouldHaveFoundAllDuplicates();
        fixture.ShouldAgree();
        fixture.Reopen();
        fixture.ShouldAgree();
        return true;
    }

    private static ulong Gtin(Random random) => 9_506_000_134_352UL + (ulong)random.Next(3);

    /// <summary>A run in one of the codecs' shapes; sometimes with serials that are there already, of its own product or of another.</summary>
    private static List<string> Serials(Random random, SerialIndexFixture fixture)
    {
        var count = random.Next(1, 400);
        var fresh = random.Next(4) switch
        {
            0 => Enumerable.Range(0, count).Select(_ => random.NextInt64(1_000_000_000_000).ToString("D12", CultureInfo.InvariantCulture)),
            1 => Enumerable.Range(0, count).Select(_ => new string(random.GetItems<char>("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", 20))),
            2 => Enumerable.Range(0, count).Select(_ => $"{random.NextInt64(1_000_000_000_000_000)}"),
            _ => Enumerable.Range(0, count).Select(_ => random.NextInt64(10_000_000_000).ToString("D10", CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal),
        };
        var known = random.Next(3) == 0
            ? fixture.Model.Where(entry => entry.Value.Count < 3).Take(random.Next(20)).Select(entry => entry.Key.Serial)
            : [];
        return [.. fresh, .. known];
    }
}
