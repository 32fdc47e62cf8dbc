using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Node.Chain;
using Ledger.Node.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Tests.Chain;

/// <summary>Subscriptions to an endpoint that refuses the first ones.</summary>
public sealed class HeadHintsTests
{
    private const int Refusals = 4;
    private int _asked;

    [Fact]
    public async Task Listen_RefusedAgainAndAgain_SaysItOnceAndGoesOnTrying()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var server = await LoopbackServer.StartAsync(app => app.UseWebSockets().Run(AnswerAsync), limit.Token);
        var options = new RpcChainOptions
        {
            ChainId = 1,
            Endpoints = [server.Address],
            HeadEndpoints = [new UriBuilder(server.Address) { Scheme = "ws" }.Uri],
            PollIntervalMilliseconds = 1,
        };
        var log = new Lines();
        await using (new HeadHints(options, static () => { }, TimeProvider.System, log)) await log.Informed.WaitAsync(limit.Token);
        log.Levels.ShouldBe([LogLevel.Warning, LogLevel.Information]);
        _asked.ShouldBe(Refusals + 1);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4_096];
        while (await ReceiveAsync(socket, buffer, context.RequestAborted) is { Count: > 0 } received)
        {
            var request = JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
            if (request["method"]!.GetValue<string>() is not "eth_subscribe") continue;
            var isRefused = Interlocked.Increment(ref _asked) <= Refusals;
            var answer = isRefused ? "\"error\":{\"code\":-32601,\"message\":\"no subscriptions\"}" : "\"result\":\"0x1\"";
            await SendAsync(socket, $"{{\"jsonrpc\":\"2.0\",\"id\":{request["id"]!.ToJsonString()},{answer}}}", context.RequestAborted);
        }
    }

    private static async Task<WebSocketReceiveResult?> ReceiveAsync(WebSocket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            return null;
        }
    }

    private static Task SendAsync(WebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private sealed class Lines : ILogger
    {
        private readonly List<LogLevel> _levels = [];
        private readonly TaskCompletionSource _informed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes with the first line that is no warning.</summary>
        public Task Informed => _informed.Task;

        public IReadOnlyList<LogLevel> Levels
        {
            get
            {
                lock (_levels) return [.. _levels];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_levels) _levels.Add(logLevel);
            if (logLevel == LogLevel.Information) _informed.TrySetResult();
        }
    }
}
