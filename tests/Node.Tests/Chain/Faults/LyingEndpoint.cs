using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>A real HTTP server in front of a real endpoint, which passes everything on and lies or fails as it is told.</summary>
internal sealed class LyingEndpoint : IAsyncDisposable
{
    private const int HugeSizeBytes = 300 << 20;

    private readonly WebApplication _app;
    private readonly HttpClient _truth;
    private readonly Lie _lie;
    private readonly CancellationTokenSource _stopping = new();
    private int _told;
    private (JsonObject Block, JsonArray Receipts)? _madeUp;

    private LyingEndpoint(WebApplication app, Uri truth, Lie lie) => (_app, _truth, _lie) = (app, new HttpClient { BaseAddress = truth }, lie);

    public Uri Address { get; private set; } = null!;

    /// <summary>How often it lied or failed.</summary>
    public int Told => _told;

    /// <summary>Whether it lies now.</summary>
    public bool IsLying { get; set; } = true;

    public static async Task<LyingEndpoint> StartAsync(Uri truth, Lie lie)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var endpoint = new LyingEndpoint(app, truth, lie);
        app.Run(endpoint.AnswerAsync);
        if (lie is Lie.MadeUpBlock or Lie.MadeUpHead) await endpoint.MakeUpAsync();
        await app.StartAsync();
        endpoint.Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _truth.Dispose();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var asked = await reader.ReadToEndAsync(context.RequestAborted);
        var calls = JsonNode.Parse(asked)!;
        using var content = new StringContent(asked, Encoding.UTF8, "application/json");
        using var answer = await _truth.PostAsync((Uri?)null, content, context.RequestAborted);
        var truth = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        var methods = (calls is JsonArray list ? list.Select(call => call!) : [calls]).ToDictionary(call => call["id"]!.ToJsonString(), call => call, StringComparer.Ordinal);
        if (!IsLying || !methods.Values.Any(call => Concerns($"{call["method"]}")))
        {
            await WriteAsync(context, truth);
            return;
        }

        if (_lie.IsFault())
        {
            Interlocked.Increment(ref _told);
            await FailAsync(context, truth);
            return;
        }

        var answers = JsonNode.Parse(truth)!;
        if (Falsehood.Tell(_lie, methods, answers is JsonArray many ? [.. many.Select(one => one!.AsObject())] : [answers.AsObject()], _madeUp)) Interlocked.Increment(ref _told);
        await WriteAsync(context, answers.ToJsonString());
    }

    private async Task MakeUpAsync()
    {
        var head = ulong.Parse($"{await AskAsync("eth_blockNumber", "[]")}".AsSpan(2), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var number = _lie is Lie.MadeUpHead ? head : head / 2;
        _madeUp = Falsehood.MakeUp((await AskAsync("eth_getBlockByNumber", $"[\"0x{number:x}\",false]")).AsObject(), (await AskAsync("eth_getBlockReceipts", $"[\"0x{number:x}\"]")).AsArray());
    }

    private async Task<JsonNode> AskAsync(string method, string arguments)
    {
        using var content = new StringContent($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{arguments}}}""", Encoding.UTF8, "application/json");
        using var answer = await _truth.PostAsync((Uri?)null, content);
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
                await WriteAsync(context, "\u0001\u0002 not json at all }{");
                break;
            case Lie.Truncated:
                await WriteAsync(context, truth[..(truth.Length / 2)]);
                break;
            case Lie.Refuses:
                await WriteAsync(context, """[{"jsonrpc":"2.0","id":null,"error":{"code":-32601,"message":"the method does not exist"}}]""");
                break;
            default:
                await WriteHugeAsync(context);
                break;
        }
    }

    private static async Task WriteAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, context.RequestAborted);
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
