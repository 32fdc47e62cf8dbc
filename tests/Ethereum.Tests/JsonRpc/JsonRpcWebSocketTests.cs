using Ledger.Ethereum.JsonRpc;
using Ledger.Tests.Shared.Anvil;

namespace Ledger.Ethereum.Tests.JsonRpc;

public sealed class JsonRpcWebSocketTests(AnvilFixture fixture) : IClassFixture<AnvilFixture>
{
    private static readonly JsonRpcWebSocketOptions Quick = new() { ReconnectDelayMilliseconds = 1, MaxReconnectDelayMilliseconds = 20 };

    private static readonly JsonRpcRequest BlockNumber = JsonRpcRequest.Create("eth_blockNumber");

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public async Task SendBatch_ManyCalls_EachHasItsOwnAnswer()
    {
        await using var socket = new JsonRpcWebSocket(fixture.Anvil.WebSocketEndpoint, Quick, TimeProvider.System);
        var batch = socket.CreateBatch();
        var chainIds = Enumerable.Range(0, 100).Select(_ => batch.Add(JsonRpcRequest.Create("eth_chainId"), EthereumDecoders.Quantity)).ToArray();
        var unknown = batch.Add(JsonRpcRequest.Create("eth_noSuchMethod"), EthereumDecoders.Text);

        await batch.SendAsync(Deadline);

        chainIds.ShouldAllBe(call => call.Value == AnvilProcess.DefaultChainId);
        unknown.Fault.ShouldBeOfType<JsonRpcErrorException>();
    }

    [Fact]
    public async Task SubscribeHeads_BlockMined_ArrivesWithAHashThatRecomputes()
    {
        await using var socket = new JsonRpcWebSocket(fixture.Anvil.WebSocketEndpoint, Quick, TimeProvider.System);
        await using var heads = await socket.SubscribeHeadsAsync(Deadline);

        var sent = await fixture.SendAsync(AnvilFixture.Account, [], Deadline);

        var head = await NextAsync(heads, head => head.Header.Number == sent.BlockNumber);
        head.Hash.ShouldBe(sent.BlockHash);
        head.Header.ComputeHash().ShouldBe(sent.BlockHash);
    }

    [Fact]
    public async Task SubscribeLogs_MatchingLog_Arrives()
    {
        var contract = (await fixture.SendAsync(null, EvmCode.Deploying(EvmCode.LogTwiceAndStore), Deadline)).ContractAddress.ShouldNotBeNull();
        await using var socket = new JsonRpcWebSocket(fixture.Anvil.WebSocketEndpoint, Quick, TimeProvider.System);
        await using var logs = await socket.SubscribeLogsAsync(new LogFilter { Addresses = [contract] }, Deadline);

        var sent = await fixture.SendAsync(contract, [], Deadline);

        var log = await NextAsync(logs, _ => true);
        log.Entry.Address.ShouldBe(contract);
        log.TransactionHash.ShouldBe(sent.TransactionHash);
    }

    [Fact]
    public async Task Subscription_NodeKilledAndBack_TellsAGapAndGoesOn()
    {
        var anvil = await AnvilProcess.StartAsync();
        await using var socket = new JsonRpcWebSocket(anvil.WebSocketEndpoint, Quick, TimeProvider.System);
        await using var heads = await socket.SubscribeHeadsAsync(Deadline);
        await MineAsync(socket);
        (await NextAsync(heads, _ => true)).Header.Number.ShouldBe(1UL);

        await anvil.DisposeAsync();
        await using var again = await AnvilProcess.StartAsync(anvil.Port);

        (await heads.Events.ReadAsync(Deadline)).IsGap.ShouldBeTrue();
        await MineAsync(socket);
        (await NextAsync(heads, _ => true)).Header.Number.ShouldBe(1UL);
    }

    [Fact]
    public async Task Subscription_SlowConsumer_TellsAGapInsteadOfBlocking()
    {
        var head = (await fixture.Client.CallAsync(EthereumRequests.GetBlock(BlockTag.Latest, fullTransactions: false), EthereumDecoders.Json, Deadline)).GetRawText();
        var notification = """{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0xa","result":""" + head + "}}";
        await using var server = FakeWebSocketServer.Start();
        await using var socket = new JsonRpcWebSocket(server.Endpoint, Quick with { SubscriptionCapacity = 2 }, TimeProvider.System);
        var subscribing = socket.SubscribeHeadsAsync(Deadline);
        using var connection = await server.NextConnectionAsync(Deadline);
        await FakeWebSocketServer.AnswerAsync(connection, "\"0xa\"", Deadline);
        await using var heads = await subscribing;

        for (var i = 0; i < 6; i++) await FakeWebSocketServer.SendAsync(connection, notification, Deadline);

        // An answer that comes after the notifications shows that none of them blocked the connection.
        var call = socket.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline);
        await FakeWebSocketServer.AnswerAsync(connection, "\"0x7\"", Deadline);
        (await call).ShouldBe(7UL);
        heads.Events.Count.ShouldBe(3);
        foreach (var isGap in (bool[])[false, false, true]) (await heads.Events.ReadAsync(Deadline)).IsGap.ShouldBe(isGap);
        await FakeWebSocketServer.SendAsync(connection, notification, Deadline);
        (await heads.Events.ReadAsync(Deadline)).IsGap.ShouldBeFalse();
    }

    [Fact]
    public async Task Send_ConnectionLostInFlight_IsTransientAndTheNextCallReconnects()
    {
        await using var server = FakeWebSocketServer.Start();
        await using var socket = new JsonRpcWebSocket(server.Endpoint, Quick, TimeProvider.System);
        var call = socket.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline);
        using (var first = await server.NextConnectionAsync(Deadline))
        {
            await FakeWebSocketServer.ReceiveAsync(first, Deadline);
            first.Abort();
        }

        (await Should.ThrowAsync<JsonRpcTransportException>(() => call)).IsTransient.ShouldBeTrue();

        var next = socket.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline);
        using var second = await server.NextConnectionAsync(Deadline);
        await FakeWebSocketServer.AnswerAsync(second, "\"0x7\"", Deadline);
        (await next).ShouldBe(7UL);
    }

    [Fact]
    public async Task Send_ServerHangs_TimesOutAndLateAnswerIsIgnored()
    {
        await using var server = FakeWebSocketServer.Start();
        await using var socket = new JsonRpcWebSocket(server.Endpoint, Quick with { TimeoutMilliseconds = 200 }, TimeProvider.System);
        var call = socket.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline);
        using var connection = await server.NextConnectionAsync(Deadline);
        var asked = await FakeWebSocketServer.ReceiveAsync(connection, Deadline);
        (await Should.ThrowAsync<JsonRpcTransportException>(() => call)).Message.ShouldContain("200 ms");

        await FakeWebSocketServer.SendAsync(
            connection, """{"jsonrpc":"2.0","id":""" + asked.GetProperty("id").GetRawText() + ",\"result\":\"0x1\"}", Deadline);

        var next = socket.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline);
        await FakeWebSocketServer.AnswerAsync(connection, "\"0x2\"", Deadline);
        (await next).ShouldBe(2UL);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"jsonrpc":"2.0","id":999999,"result":"0x1"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"eth_subscription","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x1"}}""")]
    public async Task Receive_BrokenMessage_EndsTheConnectionAndReconnects(string message)
    {
        await using var server = FakeWebSocketServer.Start();
        await using var socket = new JsonRpcWebSocket(server.Endpoint, Quick, TimeProvider.System);
        using var first = await server.NextConnectionAsync(Deadline);

        await FakeWebSocketServer.SendAsync(first, message, Deadline);

        using var second = await server.NextConnectionAsync(Deadline);
        socket.LastFault.ShouldBeOfType<JsonRpcProtocolException>();
    }

    [Fact]
    public async Task Receive_OversizeMessage_EndsTheConnection()
    {
        await using var server = FakeWebSocketServer.Start();
        await using var socket = new JsonRpcWebSocket(server.Endpoint, Quick with { MaxMessageSizeBytes = 50_000 }, TimeProvider.System);
        using var first = await server.NextConnectionAsync(Deadline);

        await FakeWebSocketServer.SendAsync(first, new string(' ', 100_000), Deadline);

        using var second = await server.NextConnectionAsync(Deadline);
        socket.LastFault.ShouldBeOfType<JsonRpcProtocolException>().Message.ShouldContain("50000");
    }

    [Fact]
    public async Task KeepAlive_ServerAnswersNoPing_ReconnectsAndResubscribes()
    {
        await using var server = FakeWebSocketServer.Start();
        var options = Quick with { KeepAliveIntervalMilliseconds = 100, KeepAliveTimeoutMilliseconds = 100 };
        await using var socket = new JsonRpcWebSocket(server.Endpoint, options, TimeProvider.System);
        var subscribing = socket.SubscribeHeadsAsync(Deadline);
        using var first = await server.NextConnectionAsync(Deadline);
        await FakeWebSocketServer.AnswerAsync(first, "\"0xa\"", Deadline);
        await using var heads = await subscribing;

        // The server reads nothing from now on, so no pong goes back on the first connection.
        using var second = await server.NextConnectionAsync(Deadline);
        var request = await FakeWebSocketServer.AnswerAsync(second, "\"0xb\"", Deadline);

        request.GetProperty("method").GetString().ShouldBe("eth_subscribe");
        (await heads.Events.ReadAsync(Deadline)).IsGap.ShouldBeTrue();
    }

    [Fact]
    public async Task Subscription_NodeRefusesToResume_EndsWithTheError()
    {
        await using var server = FakeWebSocketServer.Start();
        await using var socket = new JsonRpcWebSocket(server.Endpoint, Quick, TimeProvider.System);
        var subscribing = socket.SubscribeHeadsAsync(Deadline);
        var first = await server.NextConnectionAsync(Deadline);
        await FakeWebSocketServer.AnswerAsync(first, "\"0xa\"", Deadline);
        await using var heads = await subscribing;
        first.Dispose();
        using var second = await server.NextConnectionAsync(Deadline);
        var id = (await FakeWebSocketServer.ReceiveAsync(second, Deadline)).GetProperty("id").GetRawText();
        await FakeWebSocketServer.SendAsync(second, """{"jsonrpc":"2.0","id":""" + id + ",\"error\":{\"code\":-32601,\"message\":\"no\"}}", Deadline);

        await Should.ThrowAsync<JsonRpcErrorException>(() => heads.Events.Completion);
    }

    [Fact]
    public async Task Dispose_CallsAndSubscriptions_End()
    {
        await using var server = FakeWebSocketServer.Start();
        var socket = new JsonRpcWebSocket(server.Endpoint, Quick, TimeProvider.System);
        var subscribing = socket.SubscribeHeadsAsync(Deadline);
        using var connection = await server.NextConnectionAsync(Deadline);
        await FakeWebSocketServer.AnswerAsync(connection, "\"0xa\"", Deadline);
        var heads = await subscribing;
        var call = socket.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline);
        await FakeWebSocketServer.ReceiveAsync(connection, Deadline);

        await socket.DisposeAsync();

        (await Should.ThrowAsync<JsonRpcTransportException>(() => call)).ShouldNotBeNull();
        await heads.Events.Completion.WaitAsync(Deadline);
    }

    private static async Task MineAsync(JsonRpcWebSocket socket) =>
        await socket.CallAsync(JsonRpcRequest.Create("evm_mine").WithIdempotence(false), EthereumDecoders.Json, Deadline);

    private static async Task<T> NextAsync<T>(JsonRpcSubscription<T> subscription, Func<T, bool> isWanted)
        where T : class
    {
        await foreach (var item in subscription.Events.ReadAllAsync(Deadline))
        {
            if (item.Value is { } value && isWanted(value)) return value;
        }

        throw new InvalidOperationException("The subscription ended.");
    }
}
