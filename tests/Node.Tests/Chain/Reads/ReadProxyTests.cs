using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain.Reads;
using Ledger.Node.Tests.Embedded;
using Ledger.Node.Tests.Testing;

namespace Ledger.Node.Tests.Chain.Reads;

/// <summary>The proxy on a real server before a real embedded chain.</summary>
public sealed class ReadProxyTests : ChainTest
{
    private readonly HttpClient _http = new();

    [Fact]
    public async Task Post_OfReadingMethods_IsAnswered()
    {
        await using var server = await ServeAsync();
        await Fixture.SendAndWaitAsync(First.Deploy(), First.Store(1, 2));
        var block = (await Fixture.Chain.ReadBlocksAsync(2, 1, Fixture.Cancellation))[0];

        (await ResultAsync("eth_chainId")).ShouldBe("0x4f24");
        (await ResultAsync("net_version")).ShouldBe("20260");
        (await ResultAsync("eth_blockNumber")).ShouldBe("0x2");
        (await ResultAsync("eth_getCode", $"\"{TestAccount.Contract}\"")).Length.ShouldBe(2 + (2 * 22));
        (await ResultAsync("eth_getCode", $"\"{TestAccount.Contract}\",\"earliest\"")).ShouldBe("0x");
        (await ResultAsync("eth_getTransactionCount", $"\"{First.Address}\",\"pending\"")).ShouldBe("0x2");
        (await ResultAsync("eth_getBlockByNumber", "\"latest\",false")).ShouldContain(block.ClaimedHash.ToString());
        (await ResultAsync("eth_getBlockByHash", $"\"{block.ClaimedHash}\",false")).ShouldContain("\"number\":\"0x2\"");
        (await ResultAsync("eth_getTransactionReceipt", $"\"{block.TransactionHashes[0]}\"")).ShouldContain("\"status\":\"0x1\"");
        (await ResultAsync("eth_getLogs", "{\"fromBlock\":\"0x0\"}")).ShouldContain(block.TransactionHashes[0].ToString());
        (await ResultAsync("eth_getStorageAt", $"\"{TestAccount.Contract}\",\"0x1\",\"latest\"")).ShouldEndWith("02");
        (await ResultAsync("eth_getProof", $"\"{TestAccount.Contract}\",[\"{new Bytes32(new byte[32])}\"],\"latest\"")).ShouldContain("storageProof");
    }

    [Theory]
    [InlineData("eth_sendRawTransaction")]
    [InlineData("eth_sendTransaction")]
    [InlineData("evm_mine")]
    [InlineData("anvil_setBalance")]
    [InlineData("anvil_dumpState")]
    [InlineData("anvil_loadState")]
    [InlineData("anvil_reset")]
    [InlineData("hardhat_impersonateAccount")]
    [InlineData("debug_traceTransaction")]
    [InlineData("txpool_content")]
    [InlineData("ots_getApiLevel")]
    [InlineData("ETH_CALL")]
    public async Task Post_OfAnyOtherMethod_IsRefused(string method)
    {
        await using var server = await ServeAsync();
        (await ResultAsync(method)).ShouldStartWith($"error {ReadRefusedException.MethodNotFound}");
    }

    [Fact]
    public async Task Post_BeyondTheVisibleHead_ShowsNothing()
    {
        await using var server = await ServeAsync();
        await Fixture.SendAndWaitAsync(First.Deploy());

        (await ResultAsync("eth_getBlockByNumber", "\"0x2\",false")).ShouldBe("null");
        (await ResultAsync("eth_getBlockReceipts", "\"0x2\"")).ShouldBe("null");
        (await ResultAsync("eth_getBalance", $"\"{First.Address}\",\"0x2\"")).ShouldStartWith($"error {ReadRefusedException.ResourceNotFound}");
        (await ResultAsync("eth_getBalance", $"\"{First.Address}\",{{\"blockNumber\":\"0x2\"}}")).ShouldStartWith($"error {ReadRefusedException.ResourceNotFound}");
        (await ResultAsync("eth_getLogs", "{\"fromBlock\":\"0x2\",\"toBlock\":\"0x9\"}")).ShouldBe("[]");
    }

    [Fact]
    public async Task Post_OfACallThatReverts_CarriesTheRevertData()
    {
        await using var server = await ServeAsync();
        (await ResultAsync("eth_call", "{\"data\":\"0x60aa5f5260205ffd\"}")).ShouldContain("aa\"");
    }

    [Fact]
    public async Task Post_OfABatch_IsAnsweredInOrderWithinItsBound()
    {
        await using var server = await ServeAsync();
        var batch = await PostAsync("""[{"jsonrpc":"2.0","id":1,"method":"eth_chainId"},{"jsonrpc":"2.0","id":"b","method":"evm_mine"},7]""");
        var answers = batch.ShouldBeOfType<JsonArray>();
        answers.Count.ShouldBe(3);
        answers[0]!["id"]!.GetValue<int>().ShouldBe(1);
        answers[1]!["error"]!["code"]!.GetValue<int>().ShouldBe(ReadRefusedException.MethodNotFound);
        answers[2]!["error"]!["code"]!.GetValue<int>().ShouldBe(ReadRefusedException.InvalidRequest);

        var one = """{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}""";
        var tooMany = await PostAsync($"[{string.Join(',', Enumerable.Repeat(one, ReadProxy.MaxBatchCalls + 1))}]");
        tooMany!["error"]!["code"]!.GetValue<int>().ShouldBe(ReadRefusedException.LimitExceeded);
    }

    [Fact]
    public async Task Post_OfABodyTooLarge_IsRefused()
    {
        await using var server = await ServeAsync();
        using var content = new ByteArrayContent(new byte[ReadProxy.MaxBodySizeBytes + 1]);
        using var response = await _http.PostAsync(new Uri(server.Address, "/rpc"), content, Fixture.Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Answer_WhileTheChainIsAway_SaysSo()
    {
        Fixture.Prepare();
        using var proxy = new ReadProxy(Fixture.Chain);
        var answer = await proxy.AnswerAsync("""{"jsonrpc":"2.0","id":1,"method":"eth_gasPrice"}"""u8.ToArray(), Fixture.Cancellation);
        answer!["error"]!["code"]!.GetValue<long>().ShouldBe(ReadRefusedException.ResourceUnavailable);
    }

    [Fact]
    public void Answer_OfArbitraryBytes_IsAnError()
    {
        Fixture.Prepare();
        using var proxy = new ReadProxy(Fixture.Chain);
        var pieces = Gen.Elements("{", "}", "[", "]", ",", ":", "\"method\"", "\"eth_call\"", "\"eth_getLogs\"", "\"params\"", "\"id\"", "null", "1", "\"0x1\"", "\\", "\u0001", "é");
        var texts = Gen.ListOf(pieces).Select(parts => string.Concat(parts)).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(texts, text =>
        {
            var answering = proxy.AnswerAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);
            answering.IsCompletedSuccessfully.ShouldBeTrue();
        }));
    }

    protected override void Dispose(bool disposing)
    {
        _http.Dispose();
        base.Dispose(disposing);
    }

    private async Task<LoopbackServer> ServeAsync()
    {
        await Fixture.StartAsync();
        var server = await LoopbackServer.StartAsync(app => app.MapReadProxy("/rpc", new ReadProxy(Fixture.Chain)), Fixture.Cancellation);
        _http.BaseAddress = server.Address;
        return server;
    }

    /// <summary>The result as text, or <c>error CODE …</c>.</summary>
    private async Task<string> ResultAsync(string method, string parameters = "")
    {
        var answer = await PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[{{parameters}}]}""");
        if (answer!["error"] is { } error) return $"error {error["code"]} {error.ToJsonString()}";
        var result = answer["result"];
        return result is JsonValue value && value.TryGetValue<string>(out var text) ? text : result?.ToJsonString() ?? "null";
    }

    private async Task<JsonNode?> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri("/rpc", UriKind.Relative), content, Fixture.Cancellation);
        return await response.Content.ReadFromJsonAsync<JsonNode>(Fixture.Cancellation);
    }
}
