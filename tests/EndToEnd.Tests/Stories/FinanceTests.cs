using System.Globalization;
using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests.Stories;

[Collection("nodes")]
public sealed class FinanceTests(UpFixture up) : StoryTest(up)
{
    [Fact]
    public async Task Lien_TwoClaimsDefaultCureAndForeclosure_EndsWithTheFinancier()
    {
        await AdmitSecondBankAsync();
        var goods = await CommissionAsync("FINANCED");
        var (first, second) = (goods.Pallet(0), goods.Pallet(1));
        await DoAsync($"unpack {first} {second} --as manufacturer");
        var lien = (await DoAsync($"pledge {first} {second} --to bank --due {In(12)} --notice-days {Seconds(1)} --allow MoveCustody --as manufacturer --with bank"))["lien"];

        // A second claim travels as an offer: debtor, new financier and the present one sign, each with its own key.
        var offer = Path.Combine(Up.Home.Folder, "claim.json");
        (await RunAsync($"claim {first} --to second-bank --due 2030-06-30 --as manufacturer --offer {offer}")).Output.ShouldContain("second-bank");
        await RefusedAsync($"submit {offer}", "SIGNATURE_MISSING");
        await RunAsync($"sign {offer} --as second-bank");
        await RunAsync($"sign {offer} --as bank");
        await RunAsync($"submit {offer}");
        var claims = (await AskAsync($"encumbrance {second}")).GetProperty("lien").GetProperty("claims").EnumerateArray().ToArray();
        claims.Select(c => Name(c, "financier")).ShouldBe(["bank", "second-bank"]);

        // What the policy permits needs no financier, until one of them declares a default.
        await DoAsync($"transfer {first} --to distributor --scope custody --as manufacturer --with distributor");
        await RefusedAsync($"default {lien} --as second-bank", "TOO_EARLY");
        await WhenDueAsync($"default {lien} --as bank", "TOO_EARLY");
        await RefusedAsync($"transfer {first} --to pharmacy --scope custody --as manufacturer --with distributor --with pharmacy", "TOKEN_PLEDGED");
        await DoAsync($"cure {lien} --due {In(8)} --as bank");
        await DoAsync($"transfer {first} --to pharmacy --scope custody --as manufacturer --with distributor --with pharmacy");

        await WhenDueAsync($"default {lien} --as bank", "TOO_EARLY");
        await WhenDueAsync($"foreclose {lien} {first} --as bank", "TOO_EARLY");
        await DoAsync($"foreclose {lien} {second} --as bank");
        await ShouldBeAsync(first, "bank", "pharmacy");
        await ShouldBeAsync(second, "bank", "manufacturer");
        (await AskAsync($"encumbrance {first}")).GetProperty("pledged").GetBoolean().ShouldBeFalse();
        await TraceShouldShowAsync(first, "Pledged", "Foreclosed");
    }

    [Fact]
    public async Task Release_SomeItemsThenClaimByClaim_FreesTheGoods()
    {
        await AdmitSecondBankAsync();
        var goods = await CommissionAsync("RELEASED");
        var (first, second) = (goods.Pallet(0), goods.Pallet(1));
        await DoAsync($"pledge {first} {second} --to bank --due 2030-06-30 --as manufacturer --with bank");
        await DoAsync($"claim {first} --to second-bank --due 2030-06-30 --as manufacturer --with second-bank --with bank");

        // Title and release of some items need all who have a claim.
        await RefusedAsync($"transfer {second} --to distributor --as manufacturer --with distributor --with bank", "SIGNATURE_MISSING");
        await DoAsync($"release {second} --only --as bank --with second-bank");
        await DoAsync($"transfer {second} --to distributor --as manufacturer --with distributor");

        await DoAsync($"release {first} --as bank");
        (await AskAsync($"encumbrance {first}")).GetProperty("lien").GetProperty("claims").EnumerateArray().Select(c => Name(c, "financier")).ShouldBe(["second-bank"]);
        await DoAsync($"release {first} --as second-bank");
        (await AskAsync($"encumbrance {first}")).GetProperty("pledged").GetBoolean().ShouldBeFalse();
        await DoAsync($"transfer {first} --to distributor --as manufacturer --with distributor");
        await TraceShouldShowAsync(second, "TokenReleased");
    }

    // Its keys take a while to make: once for all tests.
    private async Task AdmitSecondBankAsync()
    {
        if ((await AskAsync("partner list")).GetProperty("partners").EnumerateArray().Any(p => p.GetProperty("name").ValueEquals("second-bank"))) return;
        await RunAsync("key new second-bank");
        await DoAsync("partner admit second-bank --key second-bank --role Financier --gln 9506000000084 --as manufacturer --with distributor");
    }

    private static string In(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => TimeSpan.FromSeconds(seconds + 0.5).TotalDays.ToString("F9", CultureInfo.InvariantCulture);
}
