using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests.Wholesale;

/// <summary>
/// What goes wrong between a sender and a receiver in wholesale distribution, each case by the name that the trade has for it, driven to its end.
/// </summary>
[Collection("nodes")]
public sealed class ExceptionCaseTests(UpFixture up) : StoryTest(up)
{
    [Fact]
    public async Task OverageKept_OneCaseMoreThanShipped_IsSoldToTheReceiver()
    {
        var goods = await CommissionAsync("OVERAGE-KEPT");
        var (ordered, extra) = (goods.Case(0), goods.Case(1));
        var shipment = await ShipAsync(ordered, "distributor", more: "--carrier carrier --with carrier");
        await ShouldBeAsync(ordered, "manufacturer", "carrier", "IN_TRANSIT");

        await DoAsync($"receive {shipment} --overage {extra}=not-ordered --as distributor");
        var received = await ShipmentAsync(shipment);
        received.GetProperty("state").GetString().ShouldBe("RECEIVED");
        received.GetProperty("accepted").GetUInt32().ShouldBe(1u);
        var overage = received.GetProperty("overages").EnumerateArray().ShouldHaveSingleItem();
        overage.GetProperty("token").GetString().ShouldBe(extra);
        await ShouldBeAsync(ordered, "distributor", "distributor");
        await ShouldBeAsync(extra, "manufacturer", "manufacturer");

        await DoAsync($"transfer {extra} --to distributor --as manufacturer --with distributor");
        await ShouldBeAsync(extra, "distributor", "distributor");
        await TraceShouldShowAsync(ordered, "Departed", "Arrived");
        await TraceShouldShowAsync(extra, "Transferred");
    }

    [Fact]
    public async Task OverageRefused_OneCaseMoreThanShipped_GoesBackToTheSender()
    {
        var goods = await CommissionAsync("OVERAGE-REFUSED");
        var (ordered, extra) = (goods.Case(0), goods.Case(1));
        var shipment = await ShipAsync(ordered, "distributor");
        await DoAsync($"receive {shipment} --overage {extra} --as distributor");

        // It stands in the receiver's warehouse: the ledger says so, and the title stays.
        await DoAsync($"transfer {extra} --to distributor --scope custody --as manufacturer --with distributor");
        await ShouldBeAsync(extra, "manufacturer", "distributor");
        var back = (await DoAsync($"return {extra} --to manufacturer --scope custody --as distributor --with manufacturer"))["shipment"];
        await DoAsync($"receive {back} --as manufacturer");
        await ShouldBeAsync(extra, "manufacturer", "manufacturer");
        await ShouldBeAsync(ordered, "distributor", "distributor");
        await TraceShouldShowAsync(extra, "Transferred", "Departed", "Arrived");
    }

    [Fact]
    public async Task ConcealedShortage_FoundWhenThePalletIsOpened_OneUnitTurnsUpAndOneIsLost()
    {
        var goods = await CommissionAsync("CONCEALED");
        var (found, gone) = (goods.Unit(3), goods.Unit(4));
        var shipment = await ShipAsync(goods.Pallet(0), "distributor");
        await DoAsync($"receive {shipment} --as distributor");
        await ShouldBeAsync(found, "distributor", "distributor");

        await DoAsync($"correct {shipment} --missing {found}=concealed-shortage --missing {gone}=concealed-shortage --as distributor");
        await RefusedAsync($"transfer {found} --to pharmacy --as distributor --with pharmacy", "TOKEN_IN_DISPUTE");
        var disputes = (await ShipmentAsync(shipment)).GetProperty("disputes").EnumerateArray().ToArray();
        disputes.Length.ShouldBe(2);
        disputes.ShouldAllBe(d => d.GetProperty("correction").GetBoolean() && d.GetProperty("kind").ValueEquals("MISSING"));

        // The sender counts its stock: one unit stayed behind, the other is nowhere.
        await DoAsync($"resolve {shipment} --returned {found} --lost {gone} --as manufacturer --with distributor");
        await ShouldBeAsync(found, "manufacturer", "manufacturer");
        await ShouldBeAsync(gone, "distributor", "distributor", "LOST");
        (await ShipmentAsync(shipment)).GetProperty("openDisputes").GetUInt32().ShouldBe(0u);
        await TraceShouldShowAsync(found, "Arrived", "Unpacked", "Disputed", "DisputeEnded");
        await TraceShouldShowAsync(gone, "Disputed", "DisputeEnded");
    }

    [Fact]
    public async Task WrongSerial_AnotherUnitInTheBox_IsExchangedOnTheLedger()
    {
        var goods = await CommissionAsync("WRONG-SERIAL");
        var (said, came) = (goods.Unit(0), goods.Unit(1));
        var shipment = await ShipAsync(said, "distributor");
        var receipt = Up.Home.Write("wrong-serial.csv", $"kind,item,reason,count\n# the label says another serial\nmissing,{said},wrong-serial\noverage,{came},wrong-serial,1\n");
        await DoAsync($"receive {shipment} --file {receipt} --as distributor");
        await RefusedAsync($"dispense {said} --as manufacturer", "TOKEN_IN_DISPUTE");

        await DoAsync($"resolve {shipment} --returned {said} --as manufacturer --with distributor");
        await DoAsync($"transfer {came} --to distributor --as manufacturer --with distributor");
        await ShouldBeAsync(said, "manufacturer", "manufacturer");
        await ShouldBeAsync(came, "distributor", "distributor");
        await DoAsync($"dispense {said} --as manufacturer");
        await TraceShouldShowAsync(said, "Departed", "Disputed", "DisputeEnded");
    }

    [Fact]
    public async Task WrongLot_ACaseOfAnotherLotCame_GoesBackAndTheRightOneIsSent()
    {
        var (right, wrong) = (await CommissionAsync("LOT-ORDERED"), await CommissionAsync("LOT-OTHER"));
        var (said, came) = (right.Case(0), wrong.Case(0));
        var first = await ShipAsync(said, "distributor");
        await DoAsync($"receive {first} --missing {said}=wrong-lot --overage {came}=wrong-lot --as distributor");
        (await ShipmentAsync(first)).GetProperty("accepted").GetUInt32().ShouldBe(0u);

        await DoAsync($"transfer {came} --to distributor --scope custody --as manufacturer --with distributor");
        var back = (await DoAsync($"return {came} --to manufacturer --scope custody --as distributor --with manufacturer"))["shipment"];
        await DoAsync($"receive {back} --as manufacturer");
        await DoAsync($"resolve {first} --returned {said} --as manufacturer --with distributor");
        var second = await ShipAsync(said, "distributor");
        await DoAsync($"receive {second} --as distributor");
        await ShouldBeAsync(said, "distributor", "distributor");
        await ShouldBeAsync(came, "manufacturer", "manufacturer");
        await TraceShouldShowAsync(said, "Departed", "Disputed", "DisputeEnded", "Departed", "Arrived");
    }

    [Fact]
    public async Task SoldToTheWrongParty_ReceiverRefuses_GoesToTheRightOne()
    {
        var goods = await CommissionAsync("WRONG-PARTY");
        var pallet = goods.Pallet(0);
        var wrong = await ShipAsync(pallet, "distributor");
        await DoAsync($"receive {wrong} --refuse {pallet}=wrong-party --as distributor");
        await ShouldBeAsync(pallet, "manufacturer", "manufacturer");
        await RefusedAsync($"ship {pallet} --to pharmacy --as manufacturer", "TOKEN_IN_DISPUTE");

        await DoAsync($"resolve {wrong} --returned {pallet} --as manufacturer --with distributor");
        var right = await ShipAsync(pallet, "pharmacy");
        await DoAsync($"receive {right} --as pharmacy");
        await ShouldBeAsync(pallet, "pharmacy", "pharmacy");
        await TraceShouldShowAsync(pallet, "Departed", "Disputed", "DisputeEnded", "Departed", "Arrived");
    }

    [Fact]
    public async Task ProductWithoutData_GoodsCameAndNobodyShippedThem_AreShippedAfterwards()
    {
        var goods = await CommissionAsync("NO-DATA");
        var box = goods.Case(0);

        // The box is there, but for the ledger it still stands with its maker: the receiver can't do anything with it alone.
        (await AskAsync("shipments distributor --state InTransit")).GetProperty("shipments").EnumerateArray()
            .Any(s => s.GetProperty("tokens").EnumerateArray().Any(t => t.ValueEquals(box))).ShouldBeFalse();
        await RefusedAsync($"transfer {box} --to pharmacy --as distributor --with pharmacy", "SIGNER_WRONG");
        await DoAsync($"quarantine {box} --reason \"Came without data\" --as regulator");
        var hold = (await AskAsync($"token {box}")).GetProperty("restrictions").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetUInt32();

        // The sender finds its mistake and sends the data after the goods.
        await RefusedAsync($"ship {box} --to distributor --as manufacturer", "TOKEN_QUARANTINED");
        await DoAsync($"release-quarantine {hold} --as manufacturer");
        var shipment = await ShipAsync(box, "distributor");
        await DoAsync($"receive {shipment} --as distributor");
        await ShouldBeAsync(box, "distributor", "distributor");
        await TraceShouldShowAsync(box, "Quarantined", "Departed", "Arrived");
    }

    [Fact]
    public async Task DataWithoutProduct_ShippedAndNeverCame_OneIsLostAndTheOtherGoesBack()
    {
        var goods = await CommissionAsync("NO-PRODUCT");
        var (came, missing, never) = (goods.Case(0), goods.Case(1), goods.Case(2));
        var partly = await ShipAsync($"{came} {missing}", "distributor", more: $"--dispute-days {Seconds(2)}");
        var overdue = await ShipAsync(never, "pharmacy", more: $"--days {Seconds(8)}");
        await DoAsync($"receive {partly} --missing {missing} --as distributor");
        await ShouldBeAsync(came, "distributor", "distributor");
        await ShouldBeAsync(missing, "manufacturer", "manufacturer");

        // Nobody resolves it, so time does: what did not come is lost, and still the sender's.
        var dispute = (await ShipmentAsync(partly)).GetProperty("disputes")[0].GetProperty("hold").GetUInt32();
        await WhenDueAsync($"lapse {dispute}", "TOO_EARLY");
        await ShouldBeAsync(missing, "manufacturer", "manufacturer", "LOST");

        // A shipment that nobody answers ends too.
        await WhenDueAsync($"expire {overdue}", "TOO_EARLY");
        await ShouldBeAsync(never, "manufacturer", "manufacturer");
        (await ShipmentAsync(overdue)).GetProperty("state").GetString().ShouldBe("EXPIRED");
        await RefusedAsync($"receive {overdue} --as pharmacy", "ARGUMENT_INVALID");
        await TraceShouldShowAsync(missing, "Departed", "Disputed", "DisputeEnded");
        await TraceShouldShowAsync(never, "Departed", "TurnedBack");
    }

    [Fact]
    public async Task Damaged_TwoUnitsOfACase_OneIsDestroyedAndOneIsTaken()
    {
        var goods = await CommissionAsync("DAMAGED");
        var (broken, dented) = (goods.Unit(0), goods.Unit(1));
        var shipment = await ShipAsync(goods.Case(0), "distributor", more: "--carrier carrier --with carrier");
        await DoAsync($"receive {shipment} --damaged {broken}=temperature --damaged {dented} --as distributor");
        await ShouldBeAsync(goods.Case(0), "distributor", "distributor");
        await ShouldBeAsync(broken, "manufacturer", "distributor");

        await DoAsync($"resolve {shipment} --returned {broken} --accepted {dented} --as manufacturer --with distributor");
        await ShouldBeAsync(broken, "manufacturer", "manufacturer");
        await ShouldBeAsync(dented, "distributor", "distributor");
        await DoAsync($"destroy {broken} --as manufacturer");
        await ShouldBeAsync(broken, Nobody, Nobody, "DESTROYED");
        (await AskAsync($"token {goods.Case(0)}")).GetProperty("units").GetUInt32().ShouldBe(8u);
        await TraceShouldShowAsync(broken, "Unpacked", "Disputed", "DisputeEnded", "Ended");
        await TraceShouldShowAsync(dented, "Disputed", "DisputeEnded");
    }

    private static string Seconds(double seconds) => TimeSpan.FromSeconds(seconds).TotalDays.ToString("F9", System.Globalization.CultureInfo.InvariantCulture);
}
