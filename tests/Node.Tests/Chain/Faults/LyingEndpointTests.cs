using Ledger.Api.V1;
using Ledger.Node.Follower;
using Ledger.Node.Hosting;
using Ledger.Node.Tests.Hosting;
using Ledger.Rpc.Client;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>Whole nodes behind real HTTP endpoints that lie or fail: the index is the truth as far as it goes, or nothing is answered.</summary>
public sealed class LyingEndpointTests(RpcNetworkFixture network) : IClassFixture<RpcNetworkFixture>, IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<Lie> All => [.. Enum.GetValues<Lie>()];

    public static TheoryData<Lie> Falsehoods => [.. Enum.GetValues<Lie>().Where(lie => !lie.IsFault() && lie is not (Lie.MadeUpHead or Lie.HugeHead or Lie.ChangedCalldata or Lie.ForgottenTransactions))];

    public static TheoryData<Lie> FaultsAlone => [.. Enum.GetValues<Lie>().Where(lie => lie.IsFault() && lie is not Lie.HugeBody)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Follow_PreferredEndpointLies_TheHonestOnesAreFollowed(Lie lie)
    {
        await using var liar = await LyingEndpoint.StartAsync(network.Anvil.HttpEndpoint, lie);
        await using var honest = await LyingEndpoint.StartAsync(network.Anvil.HttpEndpoint, lie);
        honest.IsLying = false;

        // A liar that was slower than the others with its first answer was not asked what it lies about.
        const int Tries = 5;
        for (var tries = 0; liar.Told == 0 && tries < Tries; tries++)
        {
            await using var host = await network.StartAsync(_folder.In($"data-{tries}"), [liar.Address, honest.Address, network.Anvil.HttpEndpoint]);

            await CaughtUpAsync(host);

            RpcNetworkFixture.BlocksOf(host).ShouldBe(network.Truth);
            await RequireSerialsAsync(host);
        }

        liar.Told.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Falsehoods))]
    public async Task Follow_OnlyLiars_HaltsWithTheReasonAndAnswersNothing(Lie lie)
    {
        await using var one = await LyingEndpoint.StartAsync(network.Anvil.HttpEndpoint, lie);
        await using var two = await LyingEndpoint.StartAsync(network.Anvil.HttpEndpoint, lie);
        await using var host = await network.StartAsync(_folder.In("data"), [one.Address, two.Address]);

        // Receipts can be exchanged only where several blocks are asked for at once, and after a lie they are asked for one by one.
        await host.SeenAsync(health => health.State is FollowerState.Halted
            || (lie is Lie.Reordered && health.State is FollowerState.Waiting)
            || (lie is Lie.OtherReceipts && host.Services.Index.Cursor?.Number == (ulong)network.Truth.Count));

        RequireTrue(host);
        one.Told.ShouldBeGreaterThan(0);
        if (lie is Lie.OtherReceipts) return;
        using var channel = RpcChannel.ForAddress(host.Addresses!.Grpc);
        var query = new Query.QueryClient(channel);
        var status = await query.StatusAsync(new StatusRequest());
        status.Ready.ShouldBeFalse();
        status.Problems.ShouldContain(problem => problem.StartsWith("index: ", StringComparison.Ordinal));
        if (lie is Lie.Reordered) return;
        (await Relay.RelayFixture.RefusedAsync(() => query.PartnersAsync(new PartnersRequest()).ResponseAsync)).Code.ShouldBe(ErrorCode.IndexCorrupt);
    }

    [Theory]
    [MemberData(nameof(FaultsAlone))]
    public async Task Follow_OnlyEndpointFails_SaysSoAndGoesOnWhenItAnswers(Lie fault)
    {
        await using var endpoint = await LyingEndpoint.StartAsync(network.Anvil.HttpEndpoint, fault);
        await using var host = await network.StartAsync(_folder.In("data"), [endpoint.Address]);
        await host.UntilAsync(() => endpoint.Told > 2);
        if (fault is not Lie.HangsAlways) await host.SeenAsync(health => health is { State: FollowerState.Waiting, Reason: not null });
        using (var http = new HttpClient { BaseAddress = new Uri(host.Addresses!.Http) })
            ((int)(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode).ShouldBe(503);
        RequireTrue(host);

        endpoint.IsLying = false;
        await CaughtUpAsync(host);

        RpcNetworkFixture.BlocksOf(host).ShouldBe(network.Truth);
        await RequireSerialsAsync(host);
    }

    [Fact]
    public async Task Follow_EndpointsDisagreeOneToOne_WaitsNamingBothAndTakesNeither()
    {
        await using var liar = await LyingEndpoint.StartAsync(network.Anvil.HttpEndpoint, Lie.MadeUpHead);
        await using var host = await network.StartAsync(_folder.In("data"), [liar.Address, network.Anvil.HttpEndpoint]);

        await host.SeenAsync(health => health is { State: FollowerState.Waiting, Reason: { } reason } && reason.Contains("disagree", StringComparison.Ordinal));

        host.Services.Follower.Health.Reason.ShouldNotBeNull().ShouldContain($"{liar.Address}");
        RequireTrue(host);
        liar.IsLying = false;
        await CaughtUpAsync(host);
        RpcNetworkFixture.BlocksOf(host).ShouldBe(network.Truth);
    }

    public void Dispose() => _folder.Dispose();

    private void RequireTrue(NodeHost host)
    {
        var blocks = RpcNetworkFixture.BlocksOf(host);
        blocks.ShouldBe(network.Truth.Take(blocks.Count));
    }

    private async Task CaughtUpAsync(NodeHost host)
    {
        await host.ReachedAsync((ulong)network.Truth.Count);
        RequireTrue(host);
    }

    private static async Task RequireSerialsAsync(NodeHost host)
    {
        using var channel = RpcChannel.ForAddress(host.Addresses!.Grpc);
        var request = new TokenRequest { Item = $"(01){Consortium.Gtin:D14}(21){RpcNetworkFixture.AllSerials[7]}" };
        (await new Query.QueryClient(channel).TokenAsync(request)).ShouldNotBeNull();
        (await new Query.QueryClient(channel).AlertsAsync(new AlertsRequest())).Alerts.ShouldBeEmpty();
    }
}
