using System.Text;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Abi;
using Ledger.Node.Hosting;

namespace Ledger.Node.Tests.Hosting;

public sealed class FoundersFileTests
{
    private const string Members = """ "members":["0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf","0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF"] """;

    [Fact]
    public void Parse_Quorum_GivesTheUsualTable()
    {
        var founders = Parse("{\"chainId\":7,\"council\":{" + Members + ",\"quorum\":2,\"ownDelaySeconds\":5}}");
        founders.ChainId.ShouldBe(7UL);
        founders.Council.Founders.Count.ShouldBe(2);
        RuleOf(founders, PartnersFunctions.Admit.Selector).Quorum.ShouldBe((byte)2);
        RuleOf(founders, CouncilFunctions.SetRule.Selector).DelaySeconds.ShouldBe(5u);
    }

    [Fact]
    public void Parse_RulesBesideQuorum_ReplaceSingleRows()
    {
        var founders = Parse("{\"council\":{" + Members + ",\"quorum\":2,\"rules\":[{\"function\":\"Partners.admit\",\"quorum\":1}]}}");
        RuleOf(founders, PartnersFunctions.Admit.Selector).Quorum.ShouldBe((byte)1);
        RuleOf(founders, PartnersFunctions.Suspend.Selector).Quorum.ShouldBe((byte)2);
    }

    [Fact]
    public void Parse_RulesOnly_GivesThem()
    {
        var founders = Parse("{\"council\":{" + Members + ",\"rules\":[{\"selector\":\"0x12345678\",\"quorum\":2,\"delaySeconds\":3,\"expirySeconds\":4}]}}");
        var rule = founders.Council.Rules.Single();
        (rule.Quorum, rule.DelaySeconds, rule.ExpirySeconds).ShouldBe(((byte)2, 3u, 4u));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "'council' is missing")]
    [InlineData("{\"council\":{}}", "'members' is missing")]
    [InlineData("{\"council\":{\"members\":[],\"quorum\":1}}", "1 to 64 accounts")]
    [InlineData("{\"council\":{\"members\":[\"0x12\"],\"quorum\":1}}", "20 bytes")]
    [InlineData("{\"council\":{\"members\":[\"0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf\",\"0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf\"],\"quorum\":1}}", "twice")]
    [InlineData("{\"council\":{MEMBERS}}", "'quorum', or 1 to 64 'rules'")]
    [InlineData("{\"council\":{MEMBERS,\"quorum\":3}}", "1 to 2")]
    [InlineData("{\"council\":{MEMBERS,\"quorum\":1,\"ownDelaySeconds\":0}}", "at least 1")]
    [InlineData("{\"council\":{MEMBERS,\"quorum\":1,\"more\":1}}", "unknown member 'more'")]
    [InlineData("{\"council\":{MEMBERS,\"rules\":[{\"function\":\"Partners.nothing\",\"quorum\":1}]}}", "no function 'Partners.nothing'")]
    [InlineData("{\"council\":{MEMBERS,\"rules\":[{\"function\":\"Council.setRule\",\"quorum\":1}]}}", "concerns the council itself")]
    [InlineData("{\"council\":{MEMBERS,\"rules\":[{\"selector\":\"0x12\",\"quorum\":1}]}}", "no selector")]
    [InlineData("{\"council\":{MEMBERS,\"rules\":[{\"quorum\":1}]}}", "either 'function' or 'selector'")]
    [InlineData("{\"council\":{MEMBERS,\"quorum\":\"two\"}}", "")]
    public void Parse_Wrong_SaysWhat(string json, string expected)
    {
        var exception = Should.Throw<NodeStartException>(() => Parse(json.Replace("MEMBERS", Members, StringComparison.Ordinal)));
        exception.ExitCode.ShouldBe(ExitCodes.Usage);
        exception.Message.ShouldContain(expected);
        exception.Message.ShouldStartWith("The founders file 'f.json' is wrong");
    }

    private static FoundersFile Parse(string json) => FoundersFile.Parse(Encoding.UTF8.GetBytes(json), "f.json");

    private static Rule RuleOf(FoundersFile founders, Selector selector) =>
        founders.Council.Rules.Single(rule => Selector.TryRead(rule.SelectorValue, out var own) && own == selector);
}
