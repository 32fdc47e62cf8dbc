using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.JsonRpc;

public sealed class JsonRpcClientFaultTests
{
    private static readonly JsonRpcClientOptions Quick = new() { RetryDelayMilliseconds = 1, MaxRetryDelayMilliseconds = 5 };

    private static readonly JsonRpcRequest BlockNumber = JsonRpcRequest.Create("eth_blockNumber");

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x1""", "cut off")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x1"}}""", "goes on")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x1"} {}""", "goes on")]
    [InlineData("""{"jsonrpc":"2.0","id":ID}""", "neither")]
    [InlineData("""{"jsonrpc":"2.0","id":987654,"result":"0x1"}""", "wrong id")]
    [InlineData("""{"jsonrpc":"2.0","id":"ID","result":"0x1"}""", "text id")]
    [InlineData("""{"jsonrpc":"2.0","result":"0x1"}""", "no id")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"id":ID,"result":"0x1"}""", "two ids")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x1","result":"0x2"}""", "two results")]
    [InlineData("""{"jsonrpc":"1.0","id":ID,"result":"0x1"}""", "old version")]
    [InlineData("""{"id":ID,"result":"0x1"}""", "no version")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x1","error":{"code":1,"message":"x"}}""", "both")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":"no"}""", "error is text")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":{"message":"x"}}""", "no code")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":null}""", "null quantity")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":1}""", "number quantity")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x"}""", "no digits")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x01"}""", "leading zero")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"1"}""", "no prefix")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x1g"}""", "no digit")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x11112222333344445"}""", "too large")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":{"a":[1,2]}}""", "object")]
    [InlineData("""[{"jsonrpc":"2.0","id":ID,"result":"0x1"}]""", "array")]
    [InlineData("", "empty")]
    [InlineData("<html>502</html>", "no JSON")]
    public async Task Send_BrokenAnswer_IsAProtocolErrorAndNotRetried(string body, string why)
    {
        await using var server = FakeServer.Start((request, _) => FakeServer.Http(WithId(body, request)));
        using var client = Connect(server);

        await Should.ThrowAsync<JsonRpcProtocolException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline), why);

        server.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0xff"}""")]
    [InlineData("""{"result":"0xff","id":ID,"jsonrpc":"2.0"}""")]
    [InlineData("""{"id":ID,"extra":{"result":[{}]},"error":null,"result":"0xff","jsonrpc":"2.0"}""")]
    public async Task Send_MembersInAnyOrder_IsRead(string body)
    {
        await using var server = FakeServer.Start((request, _) => FakeServer.Http(WithId(body, request)));
        using var client = Connect(server);
        (await client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline)).ShouldBe(255UL);
    }

    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("502 Bad Gateway")]
    [InlineData("504 Gateway Timeout")]
    [InlineData("429 Too Many Requests")]
    public async Task Send_OverloadedThenWell_IsRetried(string status)
    {
        await using var server = FakeServer.Start((request, number) => number < 3
            ? FakeServer.Http("busy", status, "Retry-After: 3600\r\n")
            : FakeServer.Http(WithId("""{"jsonrpc":"2.0","id":ID,"result":"0x7"}""", request)));
        using var client = Connect(server);

        (await client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline)).ShouldBe(7UL);

        server.Requests.ShouldBe(3);
    }

    [Fact]
    public async Task Send_AlwaysOverloaded_GivesUpAfterMaxAttempts()
    {
        await using var server = FakeServer.Start((_, _) => FakeServer.Http("busy", "503 Service Unavailable"));
        using var client = Connect(server, Quick with { MaxAttempts = 3 });

        var fault = await Should.ThrowAsync<JsonRpcTransportException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline));

        fault.IsTransient.ShouldBeTrue();
        fault.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        server.Requests.ShouldBe(3);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 4)]
    public async Task SendRawTransaction_Overloaded_IsRetriedOnlyWhenAsked(bool allowRetry, int requests)
    {
        await using var server = FakeServer.Start((_, _) => FakeServer.Http("busy", "503 Service Unavailable"));
        using var client = Connect(server);

        await Should.ThrowAsync<JsonRpcTransportException>(() => new EthereumRpc(client).SendRawTransactionAsync(new byte[] { 1 }, allowRetry, Deadline));

        server.Requests.ShouldBe(requests);
    }

    [Fact]
    public async Task SendBatch_HoldsATransaction_IsNotRetried()
    {
        await using var server = FakeServer.Start((_, _) => FakeServer.Http("busy", "503 Service Unavailable"));
        using var client = Connect(server);
        var batch = client.CreateBatch();
        batch.Add(BlockNumber, EthereumDecoders.Quantity);
        batch.Add(EthereumRequests.SendRawTransaction([1], allowRetry: false), EthereumDecoders.Bytes32);

        await Should.ThrowAsync<JsonRpcTransportException>(() => batch.SendAsync(Deadline));

        server.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("401 Unauthorized")]
    [InlineData("404 Not Found")]
    [InlineData("500 Internal Server Error")]
    public async Task Send_OtherHttpFailure_IsTransportAndNotTransient(string status)
    {
        await using var server = FakeServer.Start((_, _) => FakeServer.Http("no", status));
        using var client = Connect(server);

        (await Should.ThrowAsync<JsonRpcTransportException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline)))
            .IsTransient.ShouldBeFalse();

        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Send_ErrorObjectWithHttpFailure_IsTheError()
    {
        await using var server = FakeServer.Start((_, _) =>
            FakeServer.Http("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}""", "400 Bad Request"));
        using var client = Connect(server);
        (await Should.ThrowAsync<JsonRpcErrorException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline))).Code.ShouldBe(-32600);
    }

    [Fact]
    public async Task Send_ConnectionCutInTheBody_IsRetried()
    {
        await using var server = FakeServer.Start((request, number) => number == 1
            ? "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"jsonrpc\":"
            : FakeServer.Http(WithId("""{"jsonrpc":"2.0","id":ID,"result":"0x7"}""", request)));
        using var client = Connect(server);
        (await client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline)).ShouldBe(7UL);
    }

    [Fact]
    public async Task Send_NobodyListens_IsTransient()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        using var client = new JsonRpcClient(endpoint, Quick, TimeProvider.System);
        (await Should.ThrowAsync<JsonRpcTransportException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline))).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Send_ServerHangs_TimesOutAndIsRetried()
    {
        await using var server = FakeServer.Start((_, _) => null);
        using var client = Connect(server, Quick with { TimeoutMilliseconds = 50, MaxAttempts = 2 });

        var fault = await Should.ThrowAsync<JsonRpcTransportException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Quantity, Deadline));

        fault.IsTransient.ShouldBeTrue();
        fault.Message.ShouldContain("50 ms");
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Send_CallerGivesUp_IsCancelledNotATransportFault()
    {
        await using var server = FakeServer.Start((_, _) => null);
        using var client = Connect(server);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Should.ThrowAsync<OperationCanceledException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Quantity, giveUp.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_OversizeBody_IsRefused(bool declaresLength)
    {
        var body = """{"jsonrpc":"2.0","id":1,"result":"0x""" + new string('1', 100_000) + "\"}";
        var raw = declaresLength
            ? FakeServer.Http(body)
            : $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n";
        await using var server = FakeServer.Start((_, _) => raw);
        using var client = Connect(server, Quick with { MaxResponseSizeBytes = 50_000 });

        (await Should.ThrowAsync<JsonRpcProtocolException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Bytes, Deadline)))
            .Message.ShouldContain("50000");
    }

    [Fact]
    public async Task SendBatch_AnsweredOutOfOrderWithOneMissing_EachHasItsOwn()
    {
        await using var server = FakeServer.Start((request, _) =>
        {
            var ids = request.EnumerateArray().Select(call => call.GetProperty("id").GetInt64()).ToArray();
            var answers = new[] { 3, 0, 2 }.Select(i => $$"""{"jsonrpc":"2.0","id":{{ids[i]}},"result":"0x{{i}}"}""");
            return FakeServer.Http($"[{string.Join(',', answers)}]");
        });
        using var client = Connect(server);
        var batch = client.CreateBatch();
        var calls = Enumerable.Range(0, 4).Select(_ => batch.Add(BlockNumber, EthereumDecoders.Quantity)).ToArray();

        await batch.SendAsync(Deadline);

        calls.Where((_, i) => i != 1).Select(call => call.Value).ShouldBe([0UL, 2UL, 3UL]);
        calls[1].Fault.ShouldBeOfType<JsonRpcProtocolException>().Message.ShouldContain("missing");
    }

    [Theory]
    [InlineData("""[{"jsonrpc":"2.0","id":ID,"result":"0x1"},{"jsonrpc":"2.0","id":ID,"result":"0x2"}]""", "answered twice")]
    [InlineData("""[{"jsonrpc":"2.0","id":424242,"result":"0x1"}]""", "Nothing was asked")]
    [InlineData("""[{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}]""", "no number")]
    [InlineData("""[1,2]""", "object")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"result":"0x1"}""", "")]
    public async Task SendBatch_BrokenAsAWhole_IsAProtocolError(string body, string message)
    {
        await using var server = FakeServer.Start((request, _) => FakeServer.Http(WithId(body, request[0])));
        using var client = Connect(server);
        var batch = client.CreateBatch();
        batch.Add(BlockNumber, EthereumDecoders.Quantity);
        batch.Add(BlockNumber, EthereumDecoders.Quantity);
        (await Should.ThrowAsync<JsonRpcProtocolException>(() => batch.SendAsync(Deadline))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task SendBatch_RefusedAsAWhole_IsTheError()
    {
        await using var server = FakeServer.Start((_, _) => FakeServer.Http("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch too large"}}"""));
        using var client = Connect(server);
        var batch = client.CreateBatch();
        batch.Add(BlockNumber, EthereumDecoders.Quantity);
        (await Should.ThrowAsync<JsonRpcErrorException>(() => batch.SendAsync(Deadline))).Code.ShouldBe(-32600);
    }

    [Fact]
    public async Task Add_BeyondMaxBatchCalls_IsRefused()
    {
        await using var server = FakeServer.Start((_, _) => null);
        using var client = Connect(server, Quick with { MaxBatchCalls = 1 });
        var batch = client.CreateBatch();
        batch.Add(BlockNumber, EthereumDecoders.Quantity);
        Should.Throw<InvalidOperationException>(() => batch.Add(BlockNumber, EthereumDecoders.Quantity));
    }

    [Theory]
    [InlineData("\"0x0000002a\"", "0x0000002a")]
    [InlineData("\"0x\"", "0x")]
    [InlineData("\"Reverted 0x0000002a\"", "0x0000002a")]
    [InlineData("""{"data":"0x0000002a","message":"VM"}""", "0x0000002a")]
    [InlineData("""{"originalError":{"code":3,"data":"0x0000002a"}}""", "0x0000002a")]
    [InlineData("""{"0xabc":{"error":"revert","return":"0x0000002a"},"stack":"x"}""", "0x0000002a")]
    [InlineData("\"out of gas\"", null)]
    [InlineData("\"0x123\"", null)]
    [InlineData("12", null)]
    [InlineData("null", null)]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"data":"0x00"}}}}}}""", null)]
    public async Task Send_RevertDataInEveryShape_IsExtracted(string data, string? expected)
    {
        await using var server = FakeServer.Start((request, _) => FakeServer.Http(
            WithId("""{"jsonrpc":"2.0","id":ID,"error":{"code":3,"message":"execution reverted","data":DATA}}""", request).Replace("DATA", data, StringComparison.Ordinal)));
        using var client = Connect(server);

        var error = await Should.ThrowAsync<JsonRpcErrorException>(() => client.CallAsync(BlockNumber, EthereumDecoders.Bytes, Deadline));

        error.HasRevertData.ShouldBe(expected is not null);
        Hex.ToHex(error.RevertData.Span).ShouldBe(expected ?? "0x");
    }

    private static JsonRpcClient Connect(FakeServer server, JsonRpcClientOptions? options = null) => new(server.Endpoint, options ?? Quick, TimeProvider.System);

    private static string WithId(string body, JsonElement request) =>
        body.Replace("ID", request.GetProperty("id").GetRawText(), StringComparison.Ordinal);
}
