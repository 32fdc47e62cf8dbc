using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests.Stories;

[Collection("nodes")]
public sealed class AgencyTests(UpFixture up) : StoryTest(up)
{
    [Fact]
    public async Task Return_BySuspendedOwner_ReachesTheIssuer()
    {
        var goods = await CommissionAsync("RETURNED");
        var pallet = goods.Pallet(0);
        await DoAsync($"transfer {pallet} --to pharmacy --as manufacturer --with pharmacy");
        await DoAsync("partner suspend pharmacy --as manufacturer --with distributor");

        // All others that may hold goods here take them back: the issuer, and a returns handler.
        await DoAsync("partner roles bank --role Financier --role Holder --as manufacturer --with distributor");
        await RefusedAsync($"ship {pallet} --to bank --as pharmacy", "PARTNER_SUSPENDED");
        await RefusedAsync($"return {pallet} --to carrier --as pharmacy", "ARGUMENT_INVALID");
        var back = (await DoAsync($"return {pallet} --to manufacturer --as pharmacy"))["shipment"];
        await DoAsync($"receive {back} --as manufacturer");
        await ShouldBeAsync(pallet, "manufacturer", "manufacturer");
        await DoAsync("partner reinstate pharmacy --as manufacturer --with distributor");
        await TraceShouldShowAsync(pallet, "Departed", "Arrived");
    }

    [Fact]
    public async Task Cancel_ShipmentOnItsWay_GivesTheGoodsBack()
    {
        var goods = await CommissionAsync("CANCELLED");
        var pallet = goods.Pallet(0);
        var shipment = await ShipAsync(pallet, "distributor");
        await RefusedAsync($"unpack {goods.Case(0)} --as manufacturer", "TOKEN_IN_TRANSIT");
        await RefusedAsync($"dispense {goods.Unit(0)} --as manufacturer", "TOKEN_IN_TRANSIT");
        await RefusedAsync($"cancel {shipment} --as distributor", "SIGNER_WRONG");
        await DoAsync($"cancel {shipment} --as manufacturer");
        (await ShipmentAsync(shipment)).GetProperty("state").GetString().ShouldBe("CANCELLED");
        await ShouldBeAsync(pallet, "manufacturer", "manufacturer");
        await TraceShouldShowAsync(pallet, "TurnedBack");
    }

    [Fact]
    public async Task Ship_OfferOfThreeOrganisations_DepartsWhenAllHaveSigned()
    {
        var goods = await CommissionAsync("OFFERED");
        var offer = Path.Combine(Up.Home.Folder, "ship.json");
        await RunAsync($"ship {goods.Pallet(0)} --to distributor --carrier carrier --as manufacturer --offer {offer}");
        (await RunAsync($"sign {offer} --as carrier")).Output.ShouldContain("ledger submit");
        await RunAsync($"submit {offer}");
        var shipments = (await AskAsync("shipments carrier --state InTransit")).GetProperty("shipments").EnumerateArray()
            .Where(s => s.GetProperty("tokens").EnumerateArray().Any(t => t.ValueEquals(goods.Pallet(0)))).ShouldHaveSingleItem();
        var receipt = Path.Combine(Up.Home.Folder, "receipt.json");
        (await RunAsync($"receive {shipments.GetProperty("id").GetUInt32()} --as distributor --offer {receipt}")).Output.ShouldContain("Receive shipment");
        await RunAsync($"submit {receipt}");
        await ShouldBeAsync(goods.Pallet(0), "distributor", "distributor");
    }

    [Fact]
    public async Task Mandate_WarehouseMovesGoodsOfAnOwner_UntilItEnds()
    {
        var goods = await CommissionAsync("STORED");
        var pallet = goods.Pallet(0);
        await DoAsync($"transfer {pallet} --to distributor --scope custody --as manufacturer --with distributor");
        await RefusedAsync($"transfer {pallet} --to pharmacy --scope custody --as distributor --with pharmacy", "SIGNATURE_MISSING");

        await DoAsync("mandate distributor --until 2030-06-30 --as manufacturer");
        (await AskAsync("mandates manufacturer")).GetProperty("mandates").EnumerateArray().Select(m => Name(m, "agent")).ShouldBe(["distributor"]);
        await DoAsync($"transfer {goods.Case(0)} --to pharmacy --scope custody --as distributor --with pharmacy");
        var shipment = (await DoAsync($"ship {goods.Case(1)} --to pharmacy --scope custody --as distributor"))["shipment"];
        await DoAsync($"receive {shipment} --as pharmacy --with manufacturer");
        await ShouldBeAsync(goods.Case(0), "manufacturer", "pharmacy");
        await ShouldBeAsync(goods.Case(1), "manufacturer", "pharmacy");

        // Title is not the agent's to give, and nothing when the mandate has ended.
        await RefusedAsync($"transfer {pallet} --to pharmacy --as distributor --with pharmacy", "SIGNATURE_MISSING");
        await DoAsync("mandate distributor --as manufacturer");
        await RefusedAsync($"ship {pallet} --to pharmacy --scope custody --as distributor", "SIGNATURE_MISSING");
        await TraceShouldShowAsync(goods.Case(0), "Transferred");
    }
}
