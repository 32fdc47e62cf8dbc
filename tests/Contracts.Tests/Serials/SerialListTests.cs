using System.Text;
using Ledger.Contracts.Serials;

namespace Ledger.Contracts.Tests.Serials;

public sealed class SerialListTests
{
    private static readonly string[] Mixed = ["A1", "b-2", "zz_9", "!", "01234567890123456789"];

    [Fact]
    public void FromStrings_MixedLengths_KeepsOrderAndText()
    {
        var list = SerialList.FromStrings(Mixed);

        list.Count.ShouldBe(5);
        list.Width.ShouldBe(0);
        Enumerable.Range(0, 5).Select(list.GetStringAt).ShouldBe(Mixed);
        var seen = new List<string>();
        foreach (var serial in list) seen.Add(Encoding.ASCII.GetString(serial));
        seen.ShouldBe(Mixed);
    }

    [Theory]
    [InlineData(SerialErrorCode.Empty, 0)]
    [InlineData(SerialErrorCode.BadLength, 1, "A", "")]
    [InlineData(SerialErrorCode.BadLength, 0, "012345678901234567890")]
    [InlineData(SerialErrorCode.BadCharacter, 1, "A", "B C")]
    [InlineData(SerialErrorCode.BadCharacter, 0, "#")]
    [InlineData(SerialErrorCode.BadCharacter, 0, "\u0141")]
    public void FromStrings_BadSerial_NamesCodeAndIndex(SerialErrorCode code, int index, params string[] serials)
    {
        var error = Should.Throw<SerialListException>(() => SerialList.FromStrings(serials));

        error.Code.ShouldBe(code);
        error.Offset.ShouldBe(index);
    }

    [Fact]
    public void FromStrings_TooMany_IsRefused() =>
        Should.Throw<SerialListException>(() => SerialList.FromStrings(Enumerable.Repeat("A", SerialList.MaxCount + 1)))
            .Code.ShouldBe(SerialErrorCode.TooLarge);

    [Fact]
    public void Slice_OfAList_HasItsPart()
    {
        var list = SerialList.FromStrings(Mixed).Slice(1, 3).Slice(1, 2);

        Enumerable.Range(0, 2).Select(list.GetStringAt).ShouldBe(Mixed[2..4]);
        SerialList.Decode(list.Encode()).GetStringAt(1).ShouldBe(Mixed[3]);
        Should.Throw<ArgumentOutOfRangeException>(() => list.GetStringAt(2));
    }

    [Fact]
    public void Encode_LargestTextList_MeetsTheBlobLimit()
    {
        // Lengths that alternate defeat the groups, so that every serial pays its head.
        var list = SerialList.FromStrings(Enumerable.Range(0, SerialList.MaxCount).Select(i => new string('a', 20 - i % 2)));

        var blob = list.Encode(SerialCodec.Text);

        blob.Length.ShouldBeLessThanOrEqualTo(SerialList.MaxBlobSizeBytes);
        SerialList.Decode(blob).Count.ShouldBe(SerialList.MaxCount);
    }

    [Theory]
    [InlineData(SerialCodec.PackedNumeric, "12", "1A")]
    [InlineData(SerialCodec.PackedNumeric, "12", "123")]
    [InlineData(SerialCodec.PackedAlphanumeric, "A", "AB")]
    [InlineData(SerialCodec.PackedText, "A", "AB")]
    [InlineData(SerialCodec.SortedSet, "B", "A")]
    [InlineData(SerialCodec.SortedSet, "A", "A")]
    [InlineData((SerialCodec)9, "A", "B")]
    public void Encode_CodecThatCannotHoldTheList_IsRefused(SerialCodec codec, params string[] serials)
    {
        var list = SerialList.FromStrings(serials);

        list.CanEncode(codec).ShouldBeFalse();
        Should.Throw<SerialListException>(() => list.Encode(codec)).Code.ShouldBe(SerialErrorCode.NotEncodable);
    }
}
