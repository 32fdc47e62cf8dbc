using Ledger.Contracts.Serials;

namespace Ledger.Contracts.Tests.Serials;

/// <summary>The worked examples of docs/serial-codecs.md, computed by hand there.</summary>
public sealed class SerialCodecVectorTests
{
    public static TheoryData<SerialCodec, string, string> Examples => new()
    {
        // Heads 02 "A7", 84 0004 group of four, 01 "x".
        { SerialCodec.Text, "A7 B001 B002 C100 D999 x", "010006" + "024137" + "840004" + "42303031" + "42303032" + "43313030" + "44393939" + "0178" },
        // Base 1005 = 03ED, offsets 0 37 2 in six bits: 000000 100101 000010 + 000000.
        { SerialCodec.PackedNumeric, "1005 1042 1007", "020003" + "04" + "03ED" + "06" + "025080" },
        // Symbols 1 2 A B: values 1A=2, 2B=7, 11=0; base 0 in one byte; three bits each: 010 111 000.
        { SerialCodec.PackedAlphanumeric, "1A 2B 11", "030003" + "02" + "0003000600000000000000" + "00" + "03" + "5C00" },
        // First 010; gaps less one 4, 0, 69: mean 24, m - m/32 = 24, parameter 4; 0 0100, 0 0000, 11110 0101.
        { SerialCodec.SortedSet, "010 015 016 086", "040004" + "00" + "03" + "000A" + "04" + "203CA0" },
        // ! is 0, 1 is 14, A is 29: 14 x 82 + 29 = 0499, 15 x 82 + 30 = 04EC, 0, 81 x 82 + 81 = 1A43.
        { SerialCodec.PackedText, "1A 2B !! zz", "050004" + "02" + "0499" + "04EC" + "0000" + "1A43" },
        // Computed apart from this code. The last of twenty is 82^20 - 1.
        { SerialCodec.PackedText, "A1b-2C_3d.4E/5f:6G;7 zzzzzzzzzzzzzzzzzzzz", "050002" + "14" + "32933F7EAB5E8862CEE570AEA76D7E78" + "8E2098111766BA7DE10DB2FBEA0FFFFF" },
        // Both sides of 82^10, where the halves meet: in nine bytes.
        { SerialCodec.PackedText, "Lot-7_line3 !zzzzzzzzzz \"!!!!!!!!!!", "050003" + "0B" + "1E72DCE12CE960A2AC" + "00BEBF59A07DAB43FF" + "00BEBF59A07DAB4400" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Encode_DocumentedExample_IsTheDocumentedBlob(SerialCodec codec, string serials, string hex)
    {
        var blob = SerialList.FromStrings(serials.Split(' ')).Encode(codec);

        Convert.ToHexString(blob).ShouldBe(hex);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Decode_DocumentedExample_GivesTheSerials(SerialCodec codec, string serials, string hex)
    {
        var list = SerialList.Decode(Convert.FromHexString(hex));

        string.Join(' ', Enumerable.Range(0, list.Count).Select(list.GetStringAt)).ShouldBe(serials);
        list.CanEncode(codec).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", SerialErrorCode.Empty)]
    [InlineData("00", SerialErrorCode.UnknownCodec)]
    [InlineData("06", SerialErrorCode.UnknownCodec)]
    [InlineData("0100", SerialErrorCode.Truncated)]
    [InlineData("010000", SerialErrorCode.Empty)]
    [InlineData("010001", SerialErrorCode.Truncated)]
    [InlineData("0100010041", SerialErrorCode.BadLength)]
    [InlineData("0100011541", SerialErrorCode.BadLength)]
    [InlineData("0100010120", SerialErrorCode.BadCharacter)]
    [InlineData("010001014142", SerialErrorCode.TrailingBytes)]
    [InlineData("0100048100054141414141", SerialErrorCode.OutOfRange)]
    [InlineData("010003810003414141", SerialErrorCode.NotCanonical)]
    [InlineData("0100040141014101410141", SerialErrorCode.NotCanonical)]
    [InlineData("01000581000441414141" + "0141", SerialErrorCode.NotCanonical)]
    [InlineData("0100050141" + "81000441414141", SerialErrorCode.NotCanonical)]
    [InlineData("020001" + "00", SerialErrorCode.BadLength)]
    [InlineData("020001" + "15", SerialErrorCode.BadLength)]
    [InlineData("020001" + "01" + "0A" + "00", SerialErrorCode.OutOfRange)]
    [InlineData("020001" + "01" + "00" + "05", SerialErrorCode.OutOfRange)]
    [InlineData("020002" + "01" + "08" + "02" + "20", SerialErrorCode.OutOfRange)]
    [InlineData("020002" + "01" + "01" + "02" + "60", SerialErrorCode.NotCanonical)]
    [InlineData("020002" + "01" + "01" + "02" + "10", SerialErrorCode.NotCanonical)]
    [InlineData("020002" + "01" + "01" + "01" + "41", SerialErrorCode.NotCanonical)]
    [InlineData("020002" + "01" + "01" + "01", SerialErrorCode.Truncated)]
    [InlineData("020002" + "01" + "01" + "01" + "4000", SerialErrorCode.TrailingBytes)]
    [InlineData("030001" + "01" + "0000000000000000000000" + "00", SerialErrorCode.NotCanonical)]
    [InlineData("030001" + "01" + "0000000000000000000001" + "00", SerialErrorCode.NotCanonical)]
    [InlineData("030001" + "01" + "0003000000000000000000" + "00" + "00", SerialErrorCode.NotCanonical)]
    [InlineData("040001" + "02" + "01" + "01" + "00", SerialErrorCode.OutOfRange)]
    [InlineData("040001" + "00" + "01" + "0A" + "00", SerialErrorCode.OutOfRange)]
    [InlineData("040001" + "00" + "01" + "01" + "01", SerialErrorCode.NotCanonical)]
    [InlineData("040002" + "00" + "01" + "09" + "00" + "00", SerialErrorCode.OutOfRange)]
    [InlineData("040002" + "00" + "01" + "01" + "00", SerialErrorCode.Truncated)]
    [InlineData("040002" + "00" + "01" + "01" + "00" + "FF", SerialErrorCode.Truncated)]
    [InlineData("040002" + "00" + "01" + "01" + "00" + "01", SerialErrorCode.NotCanonical)]
    [InlineData("040002" + "01" + "01" + "0003000000000000000000" + "00" + "00" + "00", SerialErrorCode.NotCanonical)]
    [InlineData("050001" + "00", SerialErrorCode.BadLength)]
    [InlineData("050001" + "15", SerialErrorCode.BadLength)]
    [InlineData("050001", SerialErrorCode.Truncated)]
    [InlineData("050000" + "01", SerialErrorCode.Empty)]
    [InlineData("050001" + "01" + "52", SerialErrorCode.OutOfRange)]
    [InlineData("050002" + "02" + "1A43" + "1A44", SerialErrorCode.OutOfRange)]
    [InlineData("050001" + "0A" + "BEBF59A07DAB4400", SerialErrorCode.OutOfRange)]
    [InlineData("050001" + "14" + "8E2098111766BA7DE10DB2FBEA100000", SerialErrorCode.OutOfRange)]
    [InlineData("050001" + "14" + "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", SerialErrorCode.OutOfRange)]
    [InlineData("050002" + "02" + "1A43" + "1A", SerialErrorCode.Truncated)]
    [InlineData("050001" + "02" + "1A43" + "00", SerialErrorCode.TrailingBytes)]
    public void Decode_MalformedBlob_NamesTheCode(string hex, SerialErrorCode code) =>
        Should.Throw<SerialListException>(() => SerialList.Decode(Convert.FromHexString(hex))).Code.ShouldBe(code);

    [Fact]
    public void Decode_OversizedBlob_IsRefusedUnread() =>
        Should.Throw<SerialListException>(() => SerialList.Decode(new byte[SerialList.MaxBlobSizeBytes + 1]))
            .Code.ShouldBe(SerialErrorCode.TooLarge);
}
