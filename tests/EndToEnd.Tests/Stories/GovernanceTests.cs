using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests.Stories;

[Collection("nodes")]
public sealed class GovernanceTests(DelayedCouncilFixture up) : StoryTest(up), IClassFixture<DelayedCouncilFixture>
{
    [Fact]
    public async Task Council_RuleWithADelay_IsExecutedByAnyoneWhenItsTimeHasCome()
    {
        await DoAsync("council rule Partners.setRoles --quorum 3 --delay-hours 0 --as manufacturer --with regulator");
        var pending = (await AskAsync("council show")).GetProperty("pending").EnumerateArray().ShouldHaveSingleItem();
        pending.GetProperty("function").GetString().ShouldBe("Council.setRule");
        var digest = pending.GetProperty("digest").GetString();
        await WhenDueAsync($"council execute {digest}", "TOO_EARLY");
        await RefusedAsync($"council execute {digest}", "ACT_NOT_PENDING");

        // Two do no longer do.
        await RefusedAsync("partner roles carrier --role Carrier --role Holder --as manufacturer --with regulator", "QUORUM_MISSING");
        await DoAsync("partner roles carrier --role Carrier --role Holder --as manufacturer --with regulator --with distributor");
        (await AskAsync("partner show carrier")).GetProperty("roles").EnumerateArray().Select(r => r.GetString()).ShouldBe(["holder", "carrier"], ignoreOrder: true);
    }

    [Fact]
    public async Task Council_ApprovedActCancelled_IsNeverExecuted()
    {
        var approved = await RunAsync("council add 0x00000000000000000000000000000000000000A1 --as manufacturer --with regulator");
        approved.Output.ShouldContain("Make 0x00000000000000000000000000000000000000A1 a member of the council");
        var digest = approved.Output.Split('\n').Single(l => l.StartsWith("act 0x", StringComparison.Ordinal))["act ".Length..].Trim();
        await DoAsync($"council cancel {digest} --as manufacturer --with regulator");
        await RefusedAsync($"council execute {digest}", "ACT_NOT_PENDING");
        (await AskAsync("council show")).GetProperty("members").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Markets_NamedByTheCouncil_BindByTheirCodes()
    {
        await RefusedAsync($"commission --gtin {Gtin} --lot SWISS --expiry 2030-12-31 --random 20 --market 756 --as manufacturer", "ARGUMENT_INVALID");
        await DoAsync("market name 756 --as manufacturer --with regulator");
        await DoAsync("market name 40 --as manufacturer --with regulator");
        await RefusedAsync("market name 756 --as manufacturer --with regulator", "ALREADY_REGISTERED");
        (await AskAsync("market list")).GetProperty("markets").EnumerateArray()
            .Select(m => (m.GetProperty("number").GetUInt32(), m.GetProperty("name").GetString(), m.GetProperty("code").GetUInt32()))
            .ShouldBe([(0u, "756", 756u), (1u, "040", 40u)]);

        var run = (await DoAsync($"commission --gtin {Gtin} --lot SWISS --expiry 2030-12-31 --random 20 --units-per-case 10 --cases-per-pallet 2 --market 756 --as manufacturer"))["run"];
        var pallet = new Goods(new(run)).Pallet(0);
        await DoAsync("partner markets pharmacy --market 40 --as manufacturer --with regulator");
        await RefusedAsync($"transfer {pallet} --to pharmacy --as manufacturer --with pharmacy", "MARKET_NOT_INTENDED");
        await DoAsync("partner markets pharmacy --market 756 --market 40 --as manufacturer --with regulator");
        await DoAsync($"transfer {pallet} --to pharmacy --as manufacturer --with pharmacy");
        (await AskAsync("partner show pharmacy")).GetProperty("markets").EnumerateArray().Select(m => m.GetUInt32()).ShouldBe([756u, 40u], ignoreOrder: true);
        (await Up.CallAsync($"verify {new Goods(new(run)).Unit(0)} --market 756")).ExitCode.ShouldBe(0);
        (await Up.CallAsync($"verify {new Goods(new(run)).Unit(0)} --market 840")).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task PartnerList_SixPartners_HasALineEach()
    {
        var lines = (await RunAsync("partner list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Count(l => l.Contains(" 0x", StringComparison.Ordinal)).ShouldBe(6);
        lines.ShouldAllBe(l => l.Length <= 110);
        foreach (var partner in (await AskAsync("partner list")).GetProperty("partners").EnumerateArray())
        {
            lines.Count(l => l.Contains(partner.GetProperty("account").GetString()!, StringComparison.Ordinal)).ShouldBe(1);
        }
    }
}
