using Ledger.Api.V1;
using Ledger.Ethereum.JsonRpc;
using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Rows;
using Ledger.Node.Operations;
using Ledger.Node.Tests.Hosting;
using Ledger.Node.Tests.Operations;
using Ledger.Tests.Shared.Anvil;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>Whole nodes on a chain that is not theirs: anvil as production has it, set back, reorganised, restarted and exchanged.</summary>
public sealed class RpcNodeTests(RpcNetworkFixture network) : IClassFixture<RpcNetworkFixture>, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Consortium _consortium = new();

    [Fact]
    public async Task Run_AsAProcess_RelaysFollowsAndContinuesAfterAKill()
    {
        await using var anvil = await StartNetworkAsync();
        string[] options = ["--chain", "rpc", "--rpc", $"{anvil.HttpEndpoint}", "--rpc-ws", $"{anvil.WebSocketEndpoint}", "--network", _folder.In("network.json"), "--finality-depth", "0"];
        ulong height;
        await using (var node = await ChildNode.StartReadyAsync(_folder.In("data"), options))
        {
            await StoppedNodeFixture.SubmitAsync(node, [.. _consortium.Admissions(node.Network)]);
            await StoppedNodeFixture.SubmitAsync(node, _consortium.Register(node.Network, Consortium.Gtin));
            await StoppedNodeFixture.SubmitAsync(node, _consortium.Sign(node.Network, Consortium.Run(["A1", "A2"]), Consortium.Manufacturer));
            height = (await node.Query.StatusAsync(new StatusRequest())).Cursor.Number;
            node.Kill();
            await node.EndedAsync();
        }

        await using var again = await ChildNode.StartReadyAsync(_folder.In("data"), options);
        await StoppedNodeFixture.SubmitAsync(again, _consortium.Register(again.Network, Consortium.GtinOf(1)));
        var status = await again.Query.StatusAsync(new StatusRequest());
        status.Ready.ShouldBeTrue(string.Join("; ", status.Problems));
        status.Cursor.Number.ShouldBeGreaterThan(height);
    }

    [Fact]
    public async Task Run_ChainThatMakesNoBlocks_RaisesAnAlarmThatEndsWithTheNextBlock()
    {
        await using var anvil = await StartNetworkAsync();
        var options = RpcNetworkFixture.OptionsOf(_folder.In("data"), _folder.In("network.json"), [anvil.HttpEndpoint]) with { StallAlarmSeconds = 1, HeadEndpoints = [anvil.WebSocketEndpoint] };
        await using var host = await RpcNetworkFixture.StartAsync(options);
        await host.UntilAsync(() => host.Services.Chain.Health.Alarm is not null);

        (await ReadyPageAsync(host)).ShouldStartWith("ready\nalarm: chain: no new block since ");
        using (var channel = Ledger.Rpc.Client.RpcChannel.ForAddress(host.Addresses!.Grpc))
        {
            var status = await new Query.QueryClient(channel).StatusAsync(new StatusRequest());
            status.Ready.ShouldBeTrue(string.Join("; ", status.Problems));
            status.Alarms.ShouldHaveSingleItem().ShouldContain("no new block");
        }

        // A second without a block may pass again before anybody looks.
        await MineAsync(anvil, 1);
        var isOver = false;
        for (var mined = 0; mined < 100 && !isOver; mined++)
        {
            await MineAsync(anvil, 1);
            await host.ReachedAsync(await HeadAsync(anvil));
            isOver = host.Services.Chain.Health.Alarm is null;
        }

        isOver.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_ChainRestartedEmpty_WaitsWhileItIsShorterAndHaltsWhenItDiffers()
    {
        var anvil = await StartNetworkAsync();
        await using var host = await FollowAsync(anvil);
        var followed = RpcNetworkFixture.BlocksOf(host);
        await anvil.DisposeAsync();
        await using var empty = await RpcNetworkFixture.StartAnvilAsync(anvil.Port);
        await host.SeenAsync(health => health is { State: FollowerState.Waiting, Reason: { } reason } && reason.Contains("newest block is 0", StringComparison.Ordinal));
        await RequireUnreadyAsync(host);

        // One block of another history is enough; the index is many blocks ahead.
        await RpcAsync(empty, "evm_mine", 1_900_000_000UL);
        await host.SeenAsync(health => health.State is FollowerState.Halted);

        host.Services.Follower.Health.Reason.ShouldNotBeNull().ShouldContain("its block 1 is");
        RpcNetworkFixture.BlocksOf(host).ShouldBe(followed);
        await RequireRefusedAsync(host);
    }

    [Fact]
    public async Task Start_OnAChainThatWasSetBack_HaltsBeforeItAnswers()
    {
        var anvil = await StartNetworkAsync();
        await using (await FollowAsync(anvil))
        {
            // It is followed, and stopped.
        }

        await anvil.DisposeAsync();
        await using var other = await RpcNetworkFixture.StartAnvilAsync(anvil.Port);
        await RpcAsync(other, "evm_mine", 1_900_000_000UL);
        await using var host = await RpcNetworkFixture.StartAsync(_folder.In("data"), _folder.In("network.json"), [other.HttpEndpoint]);
        await host.SeenAsync(health => health.State is FollowerState.Halted);
        await RequireRefusedAsync(host);
    }

    [Fact]
    public async Task Run_OneOfTwoEndpointsWasSetBack_TheOtherIsFollowed()
    {
        await using var back = await RpcNetworkFixture.StartAnvilAsync(0);
        await RpcAsync(back, "evm_mine", 1_900_000_000UL);
        await using (var first = await network.StartAsync(_folder.In("data"), [network.Anvil.HttpEndpoint]))
            await first.SeenAsync(_ => first.Services.Index.Cursor?.Number == (ulong)network.Truth.Count);
        await using var host = await network.StartAsync(_folder.In("data"), [back.HttpEndpoint, network.Anvil.HttpEndpoint]);
        await host.Ready.WaitAsync(TimeSpan.FromSeconds(60));
        await host.SeenAsync(health => health.State is FollowerState.AtHead);
        RpcNetworkFixture.BlocksOf(host).ShouldBe(network.Truth);
    }

    [Fact]
    public async Task Run_EndpointOfAnotherGenesis_IsNeverUsed()
    {
        await using var foreign = await AnvilProcess.StartAsync("--chain-id", $"{network.Network.ChainId}", "--timestamp", "1600000000", "--accounts", "0");
        await using var host = await network.StartAsync(_folder.In("data"), [foreign.HttpEndpoint, network.Anvil.HttpEndpoint]);
        await host.SeenAsync(_ => host.Services.Index.Cursor?.Number == (ulong)network.Truth.Count);
        RpcNetworkFixture.BlocksOf(host).ShouldBe(network.Truth);
        await using var alone = await network.StartAsync(_folder.In("alone"), [foreign.HttpEndpoint]);
        await alone.UntilAsync(() => alone.Services.Chain.Health is { State: ChainState.Halted, Reason: { } reason } && reason.Contains("genesis", StringComparison.Ordinal));
        alone.Services.Index.Cursor.ShouldBeNull();
    }

    [Fact]
    public async Task Finality_ReorganisedAboveTheDepth_IsNeverSeen()
    {
        await using var anvil = await StartNetworkAsync();
        await MineAsync(anvil, 4);
        await using var host = await RpcNetworkFixture.StartAsync(_folder.In("data"), _folder.In("network.json"), [anvil.HttpEndpoint], Finality.Depth(4));
        var head = await HeadAsync(anvil);
        await host.SeenAsync(_ => host.Services.Index.Cursor?.Number == head - 4);
        var before = RpcNetworkFixture.BlocksOf(host);

        // Three blocks are taken back and others come in their place.
        var snapshot = await RpcAsync(anvil, "evm_snapshot");
        await MineAsync(anvil, 3, 1_800_000_000);
        await host.SeenAsync(_ => host.Services.Index.Cursor?.Number == head - 1);
        await RpcAsync(anvil, "evm_revert", snapshot.GetString()!);
        await MineAsync(anvil, 8, 1_850_000_000);

        await host.SeenAsync(_ => host.Services.Index.Cursor?.Number == head + 4);
        RpcNetworkFixture.BlocksOf(host).Take(before.Count).ShouldBe(before);
        await RequireTrueAsync(host, anvil);
        host.Services.Follower.Health.State.ShouldNotBe(FollowerState.Halted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Finality_ReorganisedBelowTheDepth_Halts(int depth)
    {
        await using var anvil = await StartNetworkAsync();
        await MineAsync(anvil, 4);
        await using var host = await RpcNetworkFixture.StartAsync(_folder.In("data"), _folder.In("network.json"), [anvil.HttpEndpoint], Finality.Depth((ulong)depth));
        var snapshot = await RpcAsync(anvil, "evm_snapshot");
        await MineAsync(anvil, 6, 1_800_000_000);
        var head = await HeadAsync(anvil);
        await host.SeenAsync(_ => host.Services.Index.Cursor?.Number == head - (ulong)depth);
        var followed = RpcNetworkFixture.BlocksOf(host);
        await RpcAsync(anvil, "evm_revert", snapshot.GetString()!);
        await MineAsync(anvil, 9, 1_850_000_000);
        await host.SeenAsync(health => health.State is FollowerState.Halted);
        RpcNetworkFixture.BlocksOf(host).ShouldBe(followed);
        await RequireRefusedAsync(host);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rebuild_FromTheChain_IsRightWhateverOneEndpointTells(bool withLiar)
    {
        await using (var host = await network.StartAsync(_folder.In("data"), [network.Anvil.HttpEndpoint]))
            await host.SeenAsync(_ => host.Services.Index.Cursor?.Number == (ulong)network.Truth.Count);
        OperationTest.Change(_folder.In("data"), database =>
        {
            var last = BlockRow.KeyOf((ulong)network.Truth.Count);
            database.Rocks.Put(database.Blocks, last, (BlockRow.Decode(database.Rocks.Get(database.Blocks, last)!) with { Digest = default }).Encode());
            var receipt = ReceiptRow.KeyOf(2, 0);
            var row = database.Rocks.Get(database.Receipts, receipt)!;
            row[^1] ^= 1;
            database.Rocks.Put(database.Receipts, receipt, row);
        });
        await using var liar = await LyingEndpoint.StartAsync(network.Anvil.HttpEndpoint, Lie.ChangedLog);
        string[] endpoints = withLiar ? ["--rpc", $"{liar.Address}", "--rpc", $"{network.Anvil.HttpEndpoint}"] : ["--rpc", $"{network.Anvil.HttpEndpoint}"];

        var run = (await OperationRun.RunAsync(["index", "rebuild", "--data", _folder.In("data"), "--from", "chain", "--json", .. endpoints])).ShouldEnd(OperationExitCodes.Done);

        run.Json["height"]!.GetValue<ulong>().ShouldBe((ulong)network.Truth.Count);
        run.Json["digest"]!.GetValue<string>().ShouldBe($"{network.Truth[^1].Digest}");
        (await OperationRun.RunAsync("index", "verify", "--data", _folder.In("data"), "--deep")).ShouldEnd(OperationExitCodes.Done);
    }

    public void Dispose()
    {
        _consortium.Dispose();
        _folder.Dispose();
    }

    private async Task<AnvilProcess> StartNetworkAsync()
    {
        var anvil = await RpcNetworkFixture.StartAnvilAsync(0);
        var descriptor = await RpcNetworkFixture.DeployAsync(anvil, _consortium);
        await File.WriteAllTextAsync(_folder.In("network.json"), descriptor.ToJson());
        return anvil;
    }

    private async Task<NodeHost> FollowAsync(AnvilProcess anvil)
    {
        var host = await RpcNetworkFixture.StartAsync(_folder.In("data"), _folder.In("network.json"), [anvil.HttpEndpoint]);
        var head = await HeadAsync(anvil);
        await host.SeenAsync(health => health.State is FollowerState.AtHead && host.Services.Index.Cursor?.Number == head);
        return host;
    }

    private static async Task MineAsync(AnvilProcess anvil, int blocks, ulong firstTimestampSeconds = 0)
    {
        for (var i = 0; i < blocks; i++) await RpcAsync(anvil, "evm_mine", firstTimestampSeconds == 0 ? [] : [firstTimestampSeconds + (ulong)i]);
    }

    private static async Task<ulong> HeadAsync(AnvilProcess anvil)
    {
        using var client = new JsonRpcClient(anvil.HttpEndpoint, new JsonRpcClientOptions(), TimeProvider.System);
        return await new EthereumRpc(client).GetBlockNumberAsync(CancellationToken.None);
    }

    private static async Task<System.Text.Json.JsonElement> RpcAsync(AnvilProcess anvil, string method, params object[] arguments)
    {
        using var client = new JsonRpcClient(anvil.HttpEndpoint, new JsonRpcClientOptions(), TimeProvider.System);
        var request = JsonRpcRequest.Create(method, writer =>
        {
            foreach (var argument in arguments) System.Text.Json.JsonSerializer.Serialize(writer, argument);
        }).WithIdempotence(false);
        return await new EthereumRpc(client).CallAsync(request, EthereumDecoders.Json, CancellationToken.None);
    }

    private static async Task RequireTrueAsync(NodeHost host, AnvilProcess anvil)
    {
        using var client = new JsonRpcClient(anvil.HttpEndpoint, new JsonRpcClientOptions(), TimeProvider.System);
        var rpc = new EthereumRpc(client);
        var blocks = RpcNetworkFixture.BlocksOf(host);
        for (var i = 0; i < blocks.Count; i++)
            (await rpc.GetBlockAsync(BlockTag.Number((ulong)i + 1), fullTransactions: false, CancellationToken.None))!.Hash.ShouldBe(blocks[i].Hash);
    }

    private static async Task<string> ReadyPageAsync(NodeHost host)
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Addresses!.Http) };
        return await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative));
    }

    private static async Task RequireUnreadyAsync(NodeHost host)
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Addresses!.Http) };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        ((int)answer.StatusCode).ShouldBe(503);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("index: ");
    }

    private static async Task RequireRefusedAsync(NodeHost host)
    {
        await RequireUnreadyAsync(host);
        using var channel = Ledger.Rpc.Client.RpcChannel.ForAddress(host.Addresses!.Grpc);
        var error = await Relay.RelayFixture.RefusedAsync(() => new Query.QueryClient(channel).PartnersAsync(new PartnersRequest()).ResponseAsync);
        error.Code.ShouldBe(ErrorCode.IndexCorrupt);
    }
}
