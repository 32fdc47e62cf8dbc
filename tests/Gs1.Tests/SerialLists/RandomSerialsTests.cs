using Ledger.Gs1.Keys;
using Ledger.Gs1.SerialLists;

namespace Ledger.Gs1.Tests.SerialLists;

public class RandomSerialsTests
{
    [Theory]
    [InlineData(RandomSerialFormat.Numeric12, 12)]
    [InlineData(RandomSerialFormat.Alphanumeric20, 20)]
    public void Create_EitherFormat_IsValidDifferentAndOfItsLength(RandomSerialFormat format, int length)
    {
        var serials = RandomSerials.Create(format, 10_000);
        serials.Distinct(StringComparer.Ordinal).Count().ShouldBe(10_000);
        foreach (var serial in serials)
        {
            serial.Length.ShouldBe(length);
            Sgtin.IsValidSerial(serial, out _).ShouldBeTrue();
        }

        if (format == RandomSerialFormat.Numeric12) serials.ShouldAllBe(s => s.All(char.IsAsciiDigit));
    }

    [Fact]
    public void Create_SameSeed_GivesTheSameAndAnotherSeedDoesNot()
    {
        var first = RandomSerials.Create(RandomSerialFormat.Numeric12, 1_000, seed: 42);
        RandomSerials.Create(RandomSerialFormat.Numeric12, 1_000, seed: 42).ShouldBe(first);
        RandomSerials.Create(RandomSerialFormat.Numeric12, 1_000, seed: 43).Intersect(first, StringComparer.Ordinal).ShouldBeEmpty();
        RandomSerials.Create(RandomSerialFormat.Numeric12, 1_000).ShouldNotBe(first);
    }

    [Fact]
    public void Create_KnownSeed_NeverChanges()
    {
        // Recorded demonstrations and measurements name their seed.
        RandomSerials.Create(RandomSerialFormat.Numeric12, 2, seed: 42).ShouldBe(["580203367573", "032084776300"]);
        RandomSerials.Create(RandomSerialFormat.Alphanumeric20, 1, seed: 42).ShouldBe(["ZYM65PWPNYCK3CW83WLT"]);
    }

    [Fact]
    public void Create_ManyDigits_AreEvenlySpread()
    {
        var digits = RandomSerials.Create(RandomSerialFormat.Numeric12, 10_000, seed: 1).SelectMany(s => s).CountBy(c => c).ToDictionary();
        digits.Count.ShouldBe(10);
        // 12,000 of each are expected; six standard deviations are about 630.
        digits.Values.ShouldAllBe(count => count > 11_370 && count < 12_630);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(RandomSerials.MaximumCount + 1)]
    public void Create_CountOutOfRange_Throws(int count) =>
        Should.Throw<ArgumentOutOfRangeException>(() => RandomSerials.Create(RandomSerialFormat.Numeric12, count));

    [Fact]
    public void Create_UnknownFormat_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => RandomSerials.Create((RandomSerialFormat)9, 1));

    [Fact]
    public void MaximumCount_NumericSpace_KeepsTheSparsity() =>
        (RandomSerials.MaximumCount * RandomSerials.SparsityFactor).ShouldBeLessThanOrEqualTo(1_000_000_000_000);
}
