using System.Text;
using System.Text.Json.Nodes;
using Ledger.Node.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>A real HTTP server in front of a real JSON-RPC endpoint, which asks that one and answers what it is told to make of it.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly HttpClient _truth;
    private readonly Answer _answer;
    private LoopbackServer _server = null!;

    private ProxyServer(Uri truth, Answer answer) => (_truth, _answer) = (new HttpClient { BaseAddress = truth }, answer);

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="calls">The calls in it, by their ids as JSON.</param>
    /// <param name="truth">What the true endpoint said.</param>
    public delegate Task Answer(HttpContext context, Dictionary<string, JsonNode> calls, string truth);

    /// <summary>Where it listens.</summary>
    public Uri Address => _server.Address;

    public static async Task<ProxyServer> StartAsync(Uri truth, Answer answer)
    {
        var proxy = new ProxyServer(truth, answer);
        proxy._server = await LoopbackServer.StartAsync(app => app.Run(proxy.AnswerAsync));
        return proxy;
    }

    /// <summary>Writes a body of JSON.</summary>
    public static Task WriteAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _truth.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var asked = await reader.ReadToEndAsync(context.RequestAborted);
        var calls = JsonNode.Parse(asked)!;
        using var content = new StringContent(asked, Encoding.UTF8, "application/json");
        using var answer = await _truth.PostAsync((Uri?)null, content, context.RequestAborted);
        var truth = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        await _answer(context, (calls is JsonArray list ? list.Select(call => call!) : [calls]).ToDictionary(call => call["id"]!.ToJsonString(), StringComparer.Ordinal), truth);
    }
}
