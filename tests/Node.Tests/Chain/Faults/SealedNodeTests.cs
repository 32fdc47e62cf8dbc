using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Headers;
using Ledger.Node.Follower;
using Ledger.Node.Hosting;
using Ledger.Node.Tests.Hosting;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>Whole nodes on a chain whose blocks carry QBFT's seals, over HTTP.</summary>
public sealed class SealedNodeTests(RpcNetworkFixture network) : IClassFixture<RpcNetworkFixture>, IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_SealedChain_RelaysAndFollows(bool namesValidators)
    {
        await using var endpoint = await SealedEndpoint.StartAsync(network.Anvil.HttpEndpoint);
        await using var host = await StartAsync([endpoint], namesValidators);
        await host.ReachedAsync((ulong)network.Truth.Count);
        await RpcNetworkFixture.SubmitAsync(host, network.Consortium.Register(host.Services.Network.Descriptor, Consortium.GtinOf(namesValidators ? 500 : 501)));

        var blocks = RpcNetworkFixture.BlocksOf(host);
        blocks.Count.ShouldBeGreaterThan(network.Truth.Count);
        for (var i = 0; i < blocks.Count; i++) blocks[i].Hash.ShouldBe(await endpoint.HashOfAsync((ulong)i + 1));
        TrustOf(host).Number.ShouldBe((ulong)blocks.Count);
    }

    [Fact]
    public async Task Follow_PreferredEndpointShowsTooFewSeals_TheOtherIsFollowed()
    {
        await using var liar = await SealedEndpoint.StartAsync(network.Anvil.HttpEndpoint);
        await using var honest = await SealedEndpoint.StartAsync(network.Anvil.HttpEndpoint);
        liar.SignersOf = number => number < 9 ? [1, 2, 3] : [2, 4];
        await using var host = await StartAsync([liar, honest], namesValidators: true);
        await host.ReachedAsync((ulong)network.Truth.Count);
        TrustOf(host).Validators.ShouldBe(SealedEndpoint.Addresses);
    }

    [Fact]
    public async Task Follow_OnlyEndpointShowsSealsOfStrangers_HaltsBeforeTheBlockAndGoesOnWhenStartedOnATrueOne()
    {
        await using var endpoint = await SealedEndpoint.StartAsync(network.Anvil.HttpEndpoint);
        endpoint.SignersOf = number => number < 12 ? [1, 2, 3] : [3, 4, 5, 6];
        await using (var host = await StartAsync([endpoint], namesValidators: true))
        {
            await host.SeenAsync(health => health.State is FollowerState.Halted);
            host.Services.Follower.Health.Reason.ShouldNotBeNull().ShouldContain("Block 12 ");
            (host.Services.Index.Cursor?.Number ?? 0).ShouldBeLessThan(12UL);
        }

        endpoint.SignersOf = _ => [2, 3, 4];
        await using var again = await StartAsync([endpoint], namesValidators: true);
        await again.ReachedAsync((ulong)network.Truth.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static QbftTrust TrustOf(NodeHost host) => QbftTrust.Decode(host.Services.Database.Rocks.Get(host.Services.Database.Meta, SealTracker.Key)!);

    private async Task<NodeHost> StartAsync(SealedEndpoint[] endpoints, bool namesValidators)
    {
        var plain = network.Network;
        var genesis = await endpoints[0].HashOfAsync(0);
        var descriptor = new NetworkDescriptor(plain.Name, plain.ChainId, genesis, plain.DeployedBlock, plain.Contracts, namesValidators ? SealedEndpoint.Addresses : []);
        await File.WriteAllTextAsync(_folder.In("network.json"), descriptor.ToJson());
        return await RpcNetworkFixture.StartAsync(_folder.In("data"), _folder.In("network.json"), [.. endpoints.Select(endpoint => endpoint.Address)]);
    }
}
