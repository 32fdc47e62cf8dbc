using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Gs1.Keys;
using Ledger.Gs1.SerialLists;

namespace Ledger.Gs1.Tests.SerialLists;

public class SerialListReaderTests
{
    private const string Header = "serial,gtin,lot,expiry\n";
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("serial,gtin,lot,expiry\nA1,04006381333931,LOT-7,2028-02-29\nA2,04006381333931,LOT-7,2028-02-29\n")]
    [InlineData("\ufeffSerial, GTIN ,Lot,EXPIRY\r\nA1,4006381333931,LOT-7,280229\r\n\r\nA2,04006381333931,LOT-7,2028-02-29")]
    [InlineData("expiry;lot;gtin;serial\n280200;LOT-7;4006381333931;A1\n280229;\"LOT-7\";4006381333931;A2\n")]
    [InlineData("serial\tgtin\tlot\texpiry\nA1\t4006381333931\tLOT-7\t280229\nA2\t4006381333931\tLOT-7\t280229\n")]
    public void Read_FullList_GivesRunInOrder(string text)
    {
        var result = Read(text);
        result.Errors.ShouldBeEmpty();
        result.IsValid.ShouldBeTrue();
        result.List!.Serials.ShouldBe(["A1", "A2"]);
        result.List.Gtin.ShouldBe(Gtin.Parse("4006381333931"));
        result.List.Lot.ShouldBe("LOT-7");
        result.List.Expiry.ShouldBe(new DateOnly(2028, 2, 29));
    }

    [Fact]
    public void Read_SerialsOnly_GivesNoProduct()
    {
        var list = Read("serial\n\"A,\"\"1\"\na\n").List!;
        list.Serials.ShouldBe(["A,\"1", "a"]);
        (list.Gtin, list.Lot, list.Expiry).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("", SerialListErrorCode.Empty, 0, "file")]
    [InlineData("\r\n \n", SerialListErrorCode.Empty, 0, "file")]
    [InlineData("serial\n", SerialListErrorCode.Empty, 0, "file")]
    [InlineData("A1\nA2\n", SerialListErrorCode.Header, 1, "header")]
    [InlineData("serial,expirry\nA1,280229\n", SerialListErrorCode.Column, 1, "header")]
    [InlineData("serial,serial\nA1,A2\n", SerialListErrorCode.Column, 1, "header")]
    [InlineData(Header + "A1,4006381333932,L,280229\n", Gs1ErrorCode.CheckDigit, 2, "gtin")]
    [InlineData(Header + "A1,4006381333931,,280229\n", Gs1ErrorCode.Empty, 2, "lot")]
    [InlineData(Header + "A1,4006381333931,L,29.2.2028\n", SerialListErrorCode.Date, 2, "expiry")]
    [InlineData(Header + "A1,4006381333931,L,270229\n", SerialListErrorCode.Date, 2, "expiry")]
    [InlineData(Header + "A1,4006381333931,L,2026-11-20\n", SerialListErrorCode.Expired, 2, "expiry")]
    [InlineData(Header + "A1,4006381333931,L\nA2,4006381333931,L,280229\n", SerialListErrorCode.Fields, 2, "line")]
    [InlineData(Header + "A1,4006381333931,L,280229\nA2,40063", SerialListErrorCode.Truncated, 3, "line")]
    [InlineData(Header + "A1,4006381333931,L,280229\nA2,\"40063", SerialListErrorCode.Truncated, 3, "line")]
    [InlineData(Header + "A1,4006381333931,L,280229\nA2,4006381333931,M,280229\n", SerialListErrorCode.Mixed, 3, "lot")]
    [InlineData(Header + "A1,4006381333931,L,280229\nA2,96385074,L,280229\n", SerialListErrorCode.Mixed, 3, "gtin")]
    [InlineData(Header + "A1,4006381333931,L,280229\nA2,4006381333931,L,280228\n", SerialListErrorCode.Mixed, 3, "expiry")]
    [InlineData("serial\nA1\n\nA2\nA1\n", SerialListErrorCode.Duplicate, 5, "serial")]
    [InlineData("serial\nA 1\n", Gs1ErrorCode.Charset, 2, "serial")]
    [InlineData("serial\nÄ1\n", Gs1ErrorCode.Charset, 2, "serial")]
    [InlineData("serial\n\"\"\n", Gs1ErrorCode.Empty, 2, "serial")]
    [InlineData("serial\n123456789012345678901\n", Gs1ErrorCode.Length, 2, "serial")]
    [InlineData("serial\nA\"1\n", SerialListErrorCode.Quote, 2, "line")]
    [InlineData("\"serial\nA1\n", SerialListErrorCode.Truncated, 1, "line")]
    public void Read_OneFault_GivesCodeLineAndField(string text, string code, long line, string field)
    {
        var result = Read(text);
        result.List.ShouldBeNull();
        var error = result.Errors.ShouldHaveSingleItem();
        (error.Code, error.Line, error.Field).ShouldBe((code, line, field));
        error.Cure.ShouldNotBeEmpty();
        result.HasMoreErrors.ShouldBeFalse();
    }

    [Fact]
    public void Read_SeveralFaults_AreCollectedInOrder()
    {
        var result = Read(Header + "A1,4006381333932,L,2020-01-01\nA1,4006381333931,M,280229\nA\"2,4006381333931,L,280229\nA3\n");
        result.Errors.Select(e => (e.Line, e.Code)).ShouldBe(
        [
            (2, Gs1ErrorCode.CheckDigit), (2, SerialListErrorCode.Expired), (3, SerialListErrorCode.Duplicate), (3, SerialListErrorCode.Mixed),
            (3, SerialListErrorCode.Mixed), (4, SerialListErrorCode.Quote), (5, SerialListErrorCode.Fields),
        ]);
        result.Errors[2].Message.ShouldContain("line 2");
    }

    [Fact]
    public void Read_OtherEncodings_AreNamed()
    {
        byte[] littleEndian = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("serial\nA1\n")];
        byte[] bigEndian = [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("serial\nA1\n")];
        Single(littleEndian).Message.ShouldContain("little endian");
        Single(bigEndian).Message.ShouldContain("big endian");
        Single(Encoding.Unicode.GetBytes("serial\nA1\n")).Code.ShouldBe(SerialListErrorCode.Encoding);
        var latin = Single(Encoding.Latin1.GetBytes("serial\nA1\nÄ2\n"));
        (latin.Code, latin.Line).ShouldBe((SerialListErrorCode.Encoding, 3));
    }

    [Fact]
    public void Read_LargestRun_IsReadAndOneMoreIsRefused()
    {
        var serials = RandomSerials.Create(RandomSerialFormat.Alphanumeric20, SerialListReader.MaximumSerials, seed: 7);
        var text = "serial\n" + string.Join('\n', serials);
        Read(text).List!.Serials.ShouldBe(serials);
        var error = Read(text + "\nONE-MORE\nAND-ANOTHER\n").Errors.ShouldHaveSingleItem();
        (error.Code, error.Line).ShouldBe((SerialListErrorCode.TooMany, SerialListReader.MaximumSerials + 2));
    }

    [Theory]
    [InlineData(SerialListReader.MaximumErrors, false)]
    [InlineData(SerialListReader.MaximumErrors + 1, true)]
    [InlineData(5_000, true)]
    public void Read_ManyFaults_StopsAtTheBound(int count, bool hasMore)
    {
        foreach (var fault in (string[])["A 1", "A\"1"])
        {
            var result = Read("serial\n" + string.Concat(Enumerable.Repeat(fault + "\n", count)));
            result.Errors.Count.ShouldBe(SerialListReader.MaximumErrors);
            result.HasMoreErrors.ShouldBe(hasMore);
        }
    }

    [Fact]
    public async Task ReadAsync_TooLarge_IsRefused()
    {
        var bytes = new byte[SerialListReader.MaximumSizeBytes + 1];
        Array.Fill(bytes, (byte)'A');
        (await SerialListReader.ReadAsync(new MemoryStream(bytes), Today)).Errors.Single().Code.ShouldBe(SerialListErrorCode.TooMany);
        var small = await SerialListReader.ReadAsync(new MemoryStream("serial\nA1\n"u8.ToArray()), Today);
        small.List!.Serials.ShouldBe(["A1"]);
    }

    [Fact]
    public void Read_AnySerialsWrittenAsCsv_RoundTrip() =>
        Prop.ForAll(Generators.Text(20).NonEmptyListOf().ToArbitrary(), list =>
        {
            var serials = list.Distinct(StringComparer.Ordinal).ToList();
            var text = "serial\n" + string.Concat(serials.Select(s => $"\"{s.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n"));
            Read(text).List!.Serials.ShouldBe(serials);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_ArbitraryBytes_NeverThrows() =>
        Prop.ForAll(
            Gen.OneOf(
                ArbMap.Default.GeneratorFor<byte[]>(),
                Gen.Elements("serial", "gtin", "lot", "expiry", ",", ";", "\"", "\n", "\r\n", "A1", "4006381333931", "280229", " ", "\0", "Ä", "\t")
                    .ListOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)))).ToArbitrary(),
            bytes =>
            {
                var result = SerialListReader.Read(bytes, Today);
                (result.List is null).ShouldBe(result.Errors.Count > 0);
                result.Errors.ShouldAllBe(e => e.Code.Length > 0 && e.Cure.Length > 0);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static SerialListResult Read(string text) => SerialListReader.Read(Encoding.UTF8.GetBytes(text), Today);

    private static SerialListError Single(byte[] bytes) => SerialListReader.Read(bytes, Today).Errors.ShouldHaveSingleItem();
}
