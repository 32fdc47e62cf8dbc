using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests.Stories;

[Collection("nodes")]
public sealed class SafetyTests(UpFixture up) : StoryTest(up)
{
    private const string KitGtin = "09506000140018";

    [Fact]
    public async Task Recall_LotWithPartOfItCleared_LetsThatPartGoAndCountsTheRest()
    {
        var goods = await CommissionAsync("RECALLED");
        var (sold, kept) = (goods.Pallet(0), goods.Pallet(1));
        await DoAsync($"transfer {sold} --to distributor --as manufacturer --with distributor");
        var recall = (await DoAsync($"recall --gtin {Gtin} --lot RECALLED --class 2 --reason \"Tablets discoloured\" --destination manufacturer --as regulator"))["recall"];

        // Half of it never left.
        var scope = (await AskAsync($"lot {Gtin} RECALLED")).GetProperty("recallScope");
        (scope.GetProperty("affectedUnits").GetString(), scope.GetProperty("recoveredUnits").GetString()).ShouldBe(("40", "20"));
        (await RunAsync($"lot {Gtin} RECALLED")).Output.ShouldContain("20 recovered (50.0 %)");
        await RefusedAsync($"ship {sold} --to pharmacy --as distributor", "TOKEN_RECALLED");

        // One case is proven to be good: only that one moves, and its fellows don't.
        await RefusedAsync($"clear {recall} {goods.Case(0)} --as regulator", "TOKEN_NESTED");
        await DoAsync($"unpack {goods.Case(0)} --as distributor");
        await DoAsync($"clear {recall} {goods.Case(0)} --as regulator");
        (await AskAsync($"hold {recall}")).GetProperty("cleared").EnumerateArray().Select(c => c.GetString()).ShouldBe([goods.Case(0)]);
        await DoAsync($"transfer {goods.Case(0)} --to pharmacy --as distributor --with pharmacy");
        await DoAsync($"dispense {goods.Unit(0)} --as pharmacy");
        await RefusedAsync($"transfer {goods.Case(1)} --to pharmacy --as distributor --with pharmacy", "TOKEN_RECALLED");

        // What is recalled goes home in custody, and is destroyed there.
        var back = (await DoAsync($"return {sold} --to manufacturer --scope custody --as distributor"))["shipment"];
        await DoAsync($"receive {back} --as manufacturer --with distributor");
        await ShouldBeAsync(sold, "distributor", "manufacturer");
        (await AskAsync($"lot {Gtin} RECALLED")).GetProperty("recallScope").GetProperty("recoveredUnits").GetString().ShouldBe("30");
        await DoAsync($"destroy {sold} --as distributor --with manufacturer");
        await ShouldBeAsync(goods.Case(1), Nobody, Nobody, "DESTROYED");

        await DoAsync($"lift {recall} --as regulator");
        await DoAsync($"transfer {kept} --to distributor --as manufacturer --with distributor");
        await TraceShouldShowAsync(goods.Case(0), "TokenCleared");
    }

    [Fact]
    public async Task Transform_SourceLotRecalledAfterwards_BindsWhatWasMadeOfIt()
    {
        await DoAsync($"product register {KitGtin} --name Examplakit --as manufacturer");
        var goods = await CommissionAsync("SOURCE");
        var run = (await DoAsync($"transform --of {goods.Unit(0)} --of {goods.Unit(1)} --gtin {KitGtin} --lot KITS --expiry 2030-06-30 --random 10 --as manufacturer"))["run"];
        var kit = new Goods(new(run)).Unit(0);
        await ShouldBeAsync(goods.Unit(0), Nobody, Nobody, "CONSUMED");
        await RefusedAsync($"dispense {goods.Unit(0)} --as manufacturer", "TOKEN_TERMINAL");
        (await AskAsync($"lineage {goods.Unit(1)}")).GetProperty("consumedByRun").GetUInt32().ShouldBe(run);

        await DoAsync($"transfer {kit} --to distributor --as manufacturer --with distributor");
        var recall = (await DoAsync($"recall --gtin {Gtin} --lot SOURCE --class 1 --reason Contaminated --as manufacturer"))["recall"];
        await RefusedAsync($"transfer {kit} --to pharmacy --as distributor --with pharmacy", "TOKEN_RECALLED");
        var lineage = await AskAsync($"lineage {kit}");
        var source = lineage.GetProperty("sources").EnumerateArray().ShouldHaveSingleItem();
        (source.GetProperty("lot").GetString(), source.GetProperty("recalled").GetBoolean()).ShouldBe(("SOURCE", true));
        lineage.GetProperty("consumed").EnumerateArray().Select(c => c.GetString()).Order(StringComparer.Ordinal).ShouldBe([goods.Unit(0), goods.Unit(1)]);
        (await Up.CallAsync($"verify {kit}")).Output.ShouldContain("RECALLED");

        await DoAsync($"lift {recall} --as manufacturer");
        await DoAsync($"transfer {kit} --to pharmacy --as distributor --with pharmacy");
        await TraceShouldShowAsync(goods.Unit(0), "Ended");
    }

    [Fact]
    public async Task Lost_FoundAgain_MovesOnlyAfterItIsReinstated()
    {
        var goods = await CommissionAsync("LOST");
        var (box, stolen) = (goods.Case(0), goods.Case(1));
        await DoAsync($"transfer {box} {stolen} --to distributor --as manufacturer --with distributor");
        await DoAsync($"lost {box} --as distributor");
        await DoAsync($"stolen {stolen} --as distributor");
        await ShouldBeAsync(goods.Unit(0), "distributor", "distributor", "LOST");
        await ShouldBeAsync(stolen, "distributor", "distributor", "STOLEN");
        await RefusedAsync($"transfer {box} --to pharmacy --as distributor --with pharmacy", "TOKEN_MISSING");

        var offer = Path.Combine(Up.Home.Folder, "found.json");
        await RunAsync($"reinstate {box} --as distributor --offer {offer}");
        await RunAsync($"sign {offer} --as manufacturer");
        await RunAsync($"submit {offer}");
        await DoAsync($"transfer {box} --to pharmacy --as distributor --with pharmacy");
        await ShouldBeAsync(box, "pharmacy", "pharmacy");
        await TraceShouldShowAsync(box, "StatusSet", "StatusSet");
    }

    [Fact]
    public async Task Exported_UnitOfACase_IsGoneForGood()
    {
        var goods = await CommissionAsync("EXPORTED");
        await DoAsync($"export {goods.Unit(0)} --country 756 --as manufacturer");
        await ShouldBeAsync(goods.Unit(0), Nobody, Nobody, "EXPORTED");
        await RefusedAsync($"dispense {goods.Unit(0)} --as manufacturer", "TOKEN_TERMINAL");
        await RefusedAsync($"export {goods.Unit(1)} --country 0 --as manufacturer", "ARGUMENT_INVALID");
        await TraceShouldShowAsync(goods.Unit(0), "Ended");
    }

    [Fact]
    public async Task Quarantine_ByAnExcursionInTransit_IsReleasedByTheIssuer()
    {
        var goods = await CommissionAsync("WARM");
        var box = goods.Case(0);
        var shipment = (await DoAsync($"ship {box} --to distributor --carrier carrier --as manufacturer --with carrier"))["shipment"];
        await DoAsync($"attest {box} --kind temperature --severity reading --data {Hash(1)} --as carrier");
        var quarantine = (await DoAsync($"attest {box} --kind temperature --severity excursion --data {Hash(2)} --as carrier"))["quarantine"];

        // The receiver gets it in custody only.
        await DoAsync($"receive {shipment} --as distributor");
        await ShouldBeAsync(box, "manufacturer", "distributor");
        await RefusedAsync($"transfer {box} --to distributor --scope title --as manufacturer --with distributor", "TOKEN_QUARANTINED");
        var conditions = (await AskAsync($"conditions {goods.Unit(0)}")).GetProperty("conditions").EnumerateArray().ToArray();
        conditions.Length.ShouldBe(2);
        conditions.ShouldContain(c => c.GetProperty("quarantine").GetUInt32() == quarantine);

        // Its own quarantine and the one of the receipt both have to go.
        var holds = (await AskAsync("holds --kind Quarantine")).GetProperty("holds").EnumerateArray()
            .Where(h => h.GetProperty("tokens").EnumerateArray().Any(t => t.ValueEquals(box))).Select(h => h.GetProperty("id").GetUInt32()).ToArray();
        holds.ShouldContain(quarantine);
        await RefusedAsync($"release-quarantine {quarantine} --as distributor", "ROLE_MISSING");
        foreach (var hold in holds) await DoAsync($"release-quarantine {hold} --as manufacturer");
        await DoAsync($"transfer {box} --to distributor --scope title --as manufacturer --with distributor");
        await ShouldBeAsync(box, "distributor", "distributor");
        await TraceShouldShowAsync(box, "Departed", "Quarantined", "Arrived");
    }

    [Fact]
    public async Task Anchor_FileOfEvents_ProvesEachOfThemOffline()
    {
        var events = Enumerable.Range(0, 7).Select(i => $"{{\"reading\":{i},\"celsius\":{4 + i}.5}}").ToArray();
        var file = Up.Home.Write("events.jsonl", string.Join('\n', events) + "\n");
        await RefusedAsync($"prove-event {file} --event nothing", "ARGUMENT_INVALID");
        (await Up.Home.RunAsync("prove-event", file, "--event", events[0])).ExitCode.ShouldBe(3);
        await DoAsync($"anchor {file} --as carrier");

        for (var i = 0; i < events.Length; i++)
        {
            var proven = await Up.Home.RunAsync("prove-event", file, "--event", events[i], "--json");
            var anchor = proven.ShouldBeDone().Json.GetProperty("anchors").EnumerateArray().ShouldHaveSingleItem();
            (Name(anchor, "partner"), anchor.GetProperty("count").GetUInt32()).ShouldBe(("carrier", 7u));
            if (i > 0) continue;
            var proof = Up.Home.Write("proof.json", proven.Output);
            await RunAsync($"check-event {proof} --node http://127.0.0.1:1");
            var forged = Up.Home.Write("forged.json", proven.Output.Replace("4.5", "3.5", StringComparison.Ordinal));
            (await Up.CallAsync($"check-event {forged}")).ExitCode.ShouldBe(3);
            (await AskAsync($"anchored {proven.Json.GetProperty("root").GetString()}")).GetProperty("anchors").GetArrayLength().ShouldBe(1);
        }

        // The same events as a JSON array have the same root.
        var array = Up.Home.Write("events.json", $"[{string.Join(",\n ", events)}]");
        (await Up.Home.RunAsync("prove-event", array, "--event", events[3], "--json")).ShouldBeDone();
    }

    private static string Hash(int seed) => $"0x{seed:x64}";
}
