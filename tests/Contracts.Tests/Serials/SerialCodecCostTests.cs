using System.Globalization;
using System.Text;
using Ledger.Contracts.Serials;

namespace Ledger.Contracts.Tests.Serials;

/// <summary>Calldata a unit, which is most of what commissioning costs; the whole transaction's gas is tested with the contracts.</summary>
public sealed class SerialCodecCostTests
{
    [Theory]
    [InlineData(1_000, SerialCodec.PackedNumeric, 80.5, 202)]
    [InlineData(10_000, SerialCodec.PackedNumeric, 80.5, 201)]
    [InlineData(1_000, SerialCodec.SortedSet, 30.5, 75.5)]
    [InlineData(10_000, SerialCodec.SortedSet, 30, 74.5)]
    public void Encode_RandomTwelveDigits_StaysInTheBudget(int count, SerialCodec codec, double gas, double floorGas)
    {
        var random = new Random(20_261_121);

        // One serial in ten thousand of the space is used: the density at which GS1 and the EU call a serial unguessable.
        var space = codec == SerialCodec.SortedSet ? count * 10_000L : 1_000_000_000_000L;
        var numbers = new HashSet<long>();
        while (numbers.Count < count) numbers.Add(random.NextInt64(space));
        var ordered = codec == SerialCodec.SortedSet ? numbers.Order() : numbers.AsEnumerable();
        var list = SerialList.FromStrings(ordered.Select(number => number.ToString("D12", CultureInfo.InvariantCulture)));

        var tokens = CalldataCost.Tokens(list.Encode());

        list.Encode()[0].ShouldBe((byte)codec);
        (tokens * CalldataCost.GasPerToken / (double)count).ShouldBeLessThan(gas);
        (tokens * CalldataCost.FloorGasPerToken / (double)count).ShouldBeLessThan(floorGas);
    }

    [Theory]
    [InlineData("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 13.1)]
    [InlineData("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 15.1)]
    public void Encode_TwentyRandomCharacters_TakesTheirEntropyInBytes(string alphabet, double bytes)
    {
        var random = new Random(7);
        var list = SerialList.FromStrings(Enumerable.Range(0, 1_000).Select(_ => new string(random.GetItems<char>(alphabet, 20))));

        var blob = list.Encode();

        blob[0].ShouldBe((byte)SerialCodec.PackedAlphanumeric);
        (blob.Length / 1_000.0).ShouldBeLessThan(bytes);
    }

    [Theory]
    [InlineData(1_000, 20, 16)]
    [InlineData(1_000, 10, 8)]
    [InlineData(1, 20, 16)]
    public void Encode_RandomCharactersOfTheWholeSet_IsPackedText(int count, int width, int bytes)
    {
        var alphabet = Encoding.ASCII.GetString(CharacterSet82.Characters);
        var random = new Random(7);
        var list = SerialList.FromStrings(Enumerable.Range(0, count).Select(_ => new string(random.GetItems<char>(alphabet, width))));

        var blob = list.Encode();

        blob[0].ShouldBe((byte)SerialCodec.PackedText);
        blob.Length.ShouldBe(3 + 1 + count * bytes);
    }

    [Fact]
    public void Encode_OfMixedLengths_IsText() =>
        SerialList.FromStrings(["A1b-2C_3d.4E/5f:6G;7", "x%y", "zzzzzzzzzzzzzzzzzzz"]).Encode()[0].ShouldBe((byte)SerialCodec.Text);

    [Fact]
    public void Encode_TextOfOneLength_PaysOneHeadForAll()
    {
        var list = SerialList.FromStrings(Enumerable.Range(0, 1_000).Select(index => $"Lot-7_line-3_{index:D7}"));

        list.Encode(SerialCodec.Text).Length.ShouldBe(3 + 3 + 20 * 1_000);
    }
}
