using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>A real HTTP server in front of a real endpoint, which passes everything on and lies or fails as it is told.</summary>
internal sealed class LyingEndpoint : IAsyncDisposable
{
    private const int HugeSizeBytes = 300 << 20;

    private readonly Lie _lie;
    private readonly CancellationTokenSource _stopping = new();
    private ProxyServer _server = null!;
    private int _told;
    private (JsonObject Block, JsonArray Receipts)? _madeUp;

    private LyingEndpoint(Lie lie) => _lie = lie;

    public Uri Address => _server.Address;

    /// <summary>How often it lied or failed.</summary>
    public int Told => _told;

    /// <summary>Whether it lies now.</summary>
    public bool IsLying { get; set; } = true;

    public static async Task<LyingEndpoint> StartAsync(Uri truth, Lie lie)
    {
        var endpoint = new LyingEndpoint(lie);
        if (lie is Lie.MadeUpBlock or Lie.MadeUpHead) await endpoint.MakeUpAsync(truth);
        endpoint._server = await ProxyServer.StartAsync(truth, endpoint.AnswerAsync);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, Dictionary<string, JsonNode> calls, string truth)
    {
        if (!IsLying || !calls.Values.Any(call => Concerns($"{call["method"]}")))
        {
            await ProxyServer.WriteAsync(context, truth);
            return;
        }

        if (_lie.IsFault())
        {
            Interlocked.Increment(ref _told);
            await FailAsync(context, truth);
            return;
        }

        var answers = JsonNode.Parse(truth)!;
        if (Falsehood.Tell(_lie, calls, answers is JsonArray many ? [.. many.Select(one => one!.AsObject())] : [answers.AsObject()], _madeUp)) Interlocked.Increment(ref _told);
        await ProxyServer.WriteAsync(context, answers.ToJsonString());
    }

    private async Task MakeUpAsync(Uri truth)
    {
        using var http = new HttpClient { BaseAddress = truth };
        var head = ulong.Parse($"{await AskAsync(http, "eth_blockNumber", "[]")}".AsSpan(2), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var number = _lie is Lie.MadeUpHead ? head : head / 2;
        var block = await AskAsync(http, "eth_getBlockByNumber", $"[\"0x{number:x}\",false]");
        _madeUp = Falsehood.MakeUp(block.AsObject(), (await AskAsync(http, "eth_getBlockReceipts", $"[\"0x{number:x}\"]")).AsArray());
    }

    private static async Task<JsonNode> AskAsync(HttpClient truth, string method, string arguments)
    {
        using var content = new StringContent($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{arguments}}}""", Encoding.UTF8, "application/json");
        using var answer = await truth.PostAsync((Uri?)null, content);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["result"]!.DeepClone();
    }

    // A fault concerns the reading of blocks alone: an endpoint that fails its checks too is the easy case.
    private bool Concerns(string method) => _lie is Lie.HangsAlways || !_lie.IsFault() || method is "eth_getBlockReceipts";

    private async Task FailAsync(HttpContext context, string truth)
    {
        switch (_lie)
        {
            case Lie.Hangs or Lie.HangsAlways:
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, context.RequestAborted))
                    await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case Lie.TooManyRequests:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                break;
            case Lie.InternalError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync("<html>oops</html>", context.RequestAborted);
                break;
            case Lie.Garbage:
                await ProxyServer.WriteAsync(context, "\u0001\u0002 not json at all }{");
                break;
            case Lie.Truncated:
                await ProxyServer.WriteAsync(context, truth[..(truth.Length / 2)]);
                break;
            case Lie.Refuses:
                await ProxyServer.WriteAsync(context, """[{"jsonrpc":"2.0","id":null,"error":{"code":-32601,"message":"the method does not exist"}}]""");
                break;
            default:
                await WriteHugeAsync(context);
                break;
        }
    }

    private static async Task WriteHugeAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var spaces = new byte[1 << 20];
        spaces.AsSpan().Fill((byte)' ');
        for (var written = 0; written < HugeSizeBytes && !context.RequestAborted.IsCancellationRequested; written += spaces.Length)
            await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
    }
}
