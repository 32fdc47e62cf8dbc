using FsCheck;
using FsCheck.Fluent;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.Keys;

public class CompanyPrefixTableTests
{
    [Fact]
    public void TryGetLength_SeveralMatch_LongestPrefixWins()
    {
        var table = CompanyPrefixTable.Parse("# comment\n\n0614141:7\n06:6\r\n 061414199 : 9 \n40123:0\n");
        table.Count.ShouldBe(4);
        Length(table, "0614141073467").ShouldBe(7);
        Length(table, "0614141990001").ShouldBe(9);
        Length(table, "0699999999999").ShouldBe(6);
        Length(table, "4012345000016").ShouldBeNull();
        Length(table, "7777777777777").ShouldBeNull();
        Length(CompanyPrefixTable.Empty, "0614141073467").ShouldBeNull();
    }

    [Fact]
    public void Parse_JsonListOfGs1_ReadsEntries()
    {
        var table = CompanyPrefixTable.Parse(
            """{"GCPPrefixFormatList":{"date":"2024-01-01","entry":[{"prefix":"0614141","gcpLength":7},{"prefix":"999","gcpLength":0},{"prefix":"12345","gcpLength":5}]}}""");
        Length(table, "0614141073467").ShouldBe(7);
        Length(table, "9991234567890").ShouldBeNull();
        Length(table, "1234567890123").ShouldBe(6);
    }

    [Theory]
    [InlineData("0614141", "line 1")]
    [InlineData("\n0614141:x", "line 2")]
    [InlineData("06a:7", "line 1")]
    [InlineData("0614141:13", "line 1")]
    [InlineData("0614141:3", "line 1")]
    [InlineData("1234567890123:7", "line 1")]
    [InlineData("{", "line 1")]
    [InlineData("{}", "GCPPrefixFormatList.entry")]
    [InlineData("""{"GCPPrefixFormatList":7}""", "GCPPrefixFormatList.entry")]
    [InlineData("""{"GCPPrefixFormatList":{"entry":[7]}}""", "entry 0")]
    public void Parse_Malformed_NamesThePlace(string text, string place)
    {
        var error = Should.Throw<Gs1FormatException>(() => CompanyPrefixTable.Parse(text)).Error;
        error.Code.ShouldBe(Gs1ErrorCode.PrefixList);
        error.Field.ShouldBe(place);
    }

    [Fact]
    public void Parse_ArbitraryText_ThrowsNothingButItsOwnType() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            if (text is null) return;
            try
            {
                CompanyPrefixTable.Parse(text);
            }
            catch (Gs1FormatException)
            {
                // The one type that is allowed.
            }
        }).QuickCheckThrowOnFailure();

    private static int? Length(CompanyPrefixTable table, string digits) => table.TryGetLength(digits, out var length) ? length : null;
}
