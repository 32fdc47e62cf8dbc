using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests;

[Collection("nodes")]
public sealed class UpTests(TemporaryHome home) : IClassFixture<TemporaryHome>
{
    [Fact]
    public async Task Up_InterruptedKilledAndStartedAgain_HasEverything()
    {
        await using (var up = await RunningUp.StartAsync(home))
        {
            foreach (var suggestion in up.Suggestions) (await home.RunAsync(suggestion.Split(' '))).ShouldBeDone();
            var (exitCode, output) = await up.InterruptAsync();
            exitCode.ShouldBe(0, output);
        }

        (await home.RunAsync("status", "--json")).ExitCode.ShouldBe(69);
        string before;
        await using (var up = await RunningUp.StartAsync(home))
        {
            before = await LotAsync();
            (await home.RunAsync("commission", "--gtin", "09506000134352", "--lot", "SECOND", "--expiry", "2030-12-31", "--random", "50", "--as", "manufacturer")).ShouldBeDone();
            await up.KillAsync();
        }

        await using (await RunningUp.StartAsync(home))
        {
            (await LotAsync()).ShouldBe(before);
            var second = (await home.RunAsync("lot", "09506000134352", "SECOND", "--json")).ShouldBeDone().Json;
            second.GetProperty("commissionedUnits").GetString().ShouldBe("50");
            (await home.RunAsync("partner", "list", "--json")).ShouldBeDone().Json.GetProperty("partners").GetArrayLength().ShouldBe(6);
        }
    }

    // The height moves on; everything else of the lot must be as it was.
    private async Task<string> LotAsync()
    {
        var lot = (await home.RunAsync("lot", "09506000134352", "FIRST", "--json")).ShouldBeDone().Json;
        return string.Join("\n", lot.EnumerateObject().Where(p => p.Name is not ("height" or "recallScope")).Select(p => $"{p.Name}={p.Value.GetRawText()}"));
    }
}
