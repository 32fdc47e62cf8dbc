using Ledger.Contracts.Ids;
using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests;

[Collection("nodes")]
public sealed class VerbTests(UpFixture up)
{
    [Fact]
    public async Task Verbs_OneLotThroughItsLife_AnswerAsTheyShould()
    {
        var run = new RunId(await up.CommissionAsync("LIFE", 60));
        var (first, second) = (Pallet(run, 0), Pallet(run, 1));

        // Two organisations: one prepares and signs, the other signs and submits.
        var offer = Path.Combine(up.Home.Folder, "offer.json");
        (await up.RunAsync($"transfer {first} {second} --to distributor --as manufacturer --offer {offer}")).ShouldBeDone().Output.ShouldContain("Still to sign: distributor");
        var early = await up.RunAsync($"submit {offer} --json");
        early.ExitCode.ShouldBe(1);
        early.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("SIGNATURE_MISSING");
        (await up.RunAsync($"sign {offer} --as distributor")).ShouldBeDone().Output.ShouldContain("ledger submit");
        (await up.RunAsync($"submit {offer}")).ShouldBeDone();
        (await up.RunAsync("holdings distributor --gtin 09506000134352 --lot LIFE --json")).ShouldBeDone().Json.GetProperty("rows")[0].GetProperty("ownedUnits").GetString().ShouldBe("40");

        // A pledge binds until it is released.
        (await up.RunAsync($"pledge {second} --to bank --due 2030-06-30 --as distributor --with bank")).ShouldBeDone();
        var refused = await up.RunAsync($"transfer {second} --to pharmacy --as distributor --with pharmacy");
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("TOKEN_PLEDGED");
        refused.Error.ShouldContain("Tokens_Pledged(");
        (await up.RunAsync($"encumbrance {second} --json")).ShouldBeDone().Json.GetProperty("pledged").GetBoolean().ShouldBeTrue();
        (await up.RunAsync($"release {second} --as bank")).ShouldBeDone();
        (await up.RunAsync($"encumbrance {second} --json")).ShouldBeDone().Json.GetProperty("pledged").GetBoolean().ShouldBeFalse();

        // A recall binds everything until it is lifted.
        var placed = (await up.RunAsync("recall --gtin 09506000134352 --lot LIFE --class 1 --reason Test --destination manufacturer --as regulator --json")).ShouldBeDone();
        var recall = placed.Json.GetProperty("outcomes")[0].GetProperty("created").GetProperty("recall").GetString();
        (await up.RunAsync($"transfer {second} --to pharmacy --as distributor --with pharmacy")).Error.ShouldContain("TOKEN_RECALLED");
        (await up.RunAsync("lot 09506000134352 LIFE --json")).ShouldBeDone().Json.GetProperty("recallScope").GetProperty("affectedUnits").GetString().ShouldBe("60");
        (await up.RunAsync($"lift {recall} --as regulator")).ShouldBeDone();

        // Out of the case, into a container, and to the pharmacy, where it is dispensed once.
        var unit = $"{TokenId.UnitOf(run, 0).Value}";
        (await up.RunAsync($"unpack {unit} --as distributor")).ShouldBeDone();
        (await up.RunAsync($"pack {unit} --as distributor")).ShouldBeDone();
        (await up.RunAsync($"transfer {unit} --to pharmacy --as distributor --with pharmacy")).ShouldBeDone();
        (await up.RunAsync($"dispense {unit} --as pharmacy")).ShouldBeDone();
        var again = await up.RunAsync($"dispense {unit} --as pharmacy --json");
        again.ExitCode.ShouldBe(1);
        again.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("TOKEN_TERMINAL");
        (await up.RunAsync($"verify {unit}")).ExitCode.ShouldBe(3);

        var trace = (await up.RunAsync($"trace {unit} --prove --json")).ShouldBeDone().Json;
        trace.GetProperty("events").EnumerateArray().Any(e => e.GetProperty("type").ValueEquals("Packed")).ShouldBeTrue();
        trace.GetProperty("proof").GetProperty("gapless").GetBoolean().ShouldBeTrue();
        (await up.RunAsync("watch --from-block 1 --count 5 --json")).ShouldBeDone().Output.Trim().Split('\n').Length.ShouldBe(5);
    }

    [Fact]
    public async Task Partner_AdmittedSuspendedAndReinstated_FollowsTheCouncil()
    {
        (await up.RunAsync("key new wholesaler")).ShouldBeDone();
        var alone = await up.RunAsync("partner admit wholesaler --key wholesaler --role Holder --gln 9506000000077 --as manufacturer --json");
        alone.ExitCode.ShouldBe(1);
        alone.Json.GetProperty("outcomes")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("QUORUM_MISSING");
        (await up.RunAsync("partner admit wholesaler --key wholesaler --role Holder --gln 9506000000077 --as manufacturer --with distributor")).ShouldBeDone();
        (await up.RunAsync("partner suspend wholesaler --urgent --as regulator --with distributor")).ShouldBeDone();
        (await up.RunAsync("partner show wholesaler --json")).ShouldBeDone().Json.GetProperty("suspended").GetBoolean().ShouldBeTrue();
        var run = new RunId(await up.CommissionAsync("SUSP", 20));
        (await up.RunAsync($"transfer {Pallet(run, 0)} --to wholesaler --as manufacturer --with wholesaler")).Error.ShouldContain("PARTNER_SUSPENDED");
        (await up.RunAsync("partner reinstate wholesaler --as manufacturer --with distributor")).ShouldBeDone();
        (await up.RunAsync($"transfer {Pallet(run, 0)} --to wholesaler --as manufacturer --with wholesaler")).ShouldBeDone();
    }

    [Fact]
    public async Task TenLines_AgainstARunningNode_SellsAUnit()
    {
        var node = (await up.RunAsync("status --json")).ShouldBeDone();
        node.Json.GetProperty("ready").GetBoolean().ShouldBeTrue();
        using var file = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(up.Home.Folder, "node", "node.json")));
        var run = await up.Home.RunProgramAsync(Checkout.TenLines, file.RootElement.GetProperty("grpc").GetString()!, Path.Combine(up.Home.Folder, "keys"));
        run.ShouldBeDone().Output.ShouldContain("belongs to distributor since block");
    }

    private static string Pallet(RunId run, uint index) => $"{TokenId.Of(run, TokenLevel.Pallet, index).Value}";
}
