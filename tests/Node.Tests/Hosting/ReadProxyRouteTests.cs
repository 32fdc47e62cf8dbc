using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Node.Chain.Reads;
using Ledger.Node.Tests.Relay;

namespace Ledger.Node.Tests.Hosting;

/// <summary>The chain's JSON-RPC on the route of a whole node, over real HTTP.</summary>
public sealed class ReadProxyRouteTests(RelayFixture fixture) : IClassFixture<RelayFixture>, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(fixture.Host.Addresses!.Http) };

    [Fact]
    public async Task Post_ReadingMethods_AreAnsweredFromTheChain()
    {
        var head = (await AskAsync("""{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}"""))["result"]!.GetValue<string>();
        Convert.ToUInt64(head, 16).ShouldBeGreaterThanOrEqualTo(fixture.Admitted[^1].Block);
        var tokens = fixture.Network.AddressOf(Contracts.Deployment.LedgerContract.Tokens);
        var call = Ethereum.Primitives.Hex.ToHex(Contracts.Generated.TokensFunctions.PartnerSlotOf.Encode(1));
        var answer = await AskAsync($$"""{"jsonrpc":"2.0","id":2,"method":"eth_call","params":[{"to":"{{tokens}}","data":"{{call}}"},"latest"]}""");
        answer["result"]!.GetValue<string>().TrimStart('0', 'x').ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("eth_sendRawTransaction")]
    [InlineData("eth_sendTransaction")]
    [InlineData("evm_mine")]
    [InlineData("anvil_setStorageAt")]
    public async Task Post_MethodsThatChangeSomething_AreRefusedAsJsonRpcDoes(string method)
    {
        var answer = await AskAsync($$"""{"jsonrpc":"2.0","id":7,"method":"{{method}}","params":["0x00"]}""");
        answer["error"]!["code"]!.GetValue<int>().ShouldBe(ReadRefusedException.MethodNotFound);
        answer["id"]!.GetValue<int>().ShouldBe(7);
        answer["result"].ShouldBeNull();
    }

    [Fact]
    public async Task Post_TooMuch_IsRefused()
    {
        var one = """{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}""";
        var batch = await AskAsync($"[{string.Join(',', Enumerable.Repeat(one, ReadProxy.MaxBatchCalls + 1))}]");
        batch["error"]!["code"]!.GetValue<int>().ShouldBe(ReadRefusedException.LimitExceeded);
        using var body = new ByteArrayContent(new byte[ReadProxy.MaxBodySizeBytes + 1]);
        (await _http.PostAsync("/rpc", body)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await _http.GetAsync("/rpc")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> AskAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync("/rpc", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
