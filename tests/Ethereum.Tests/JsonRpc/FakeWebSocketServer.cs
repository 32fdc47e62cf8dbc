using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Ledger.Ethereum.Tests.JsonRpc;

/// <summary>A WebSocket server whose every connection is played by the test.</summary>
internal sealed class FakeWebSocketServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<WebSocket> _connections = Channel.CreateUnbounded<WebSocket>();
    private readonly Task _accepting;

    private FakeWebSocketServer(HttpListener listener, int port)
    {
        _listener = listener;
        Endpoint = new Uri($"ws://127.0.0.1:{port}/");
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public static FakeWebSocketServer Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        return new FakeWebSocketServer(listener, port);
    }

    public ValueTask<WebSocket> NextConnectionAsync(CancellationToken cancellationToken) => _connections.Reader.ReadAsync(cancellationToken);

    public static async Task<JsonElement> ReceiveAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer, cancellationToken);
        received.EndOfMessage.ShouldBeTrue();
        return JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement;
    }

    public static Task SendAsync(WebSocket socket, string message, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Reads one request and answers it with a result.</summary>
    public static async Task<JsonElement> AnswerAsync(WebSocket socket, string result, CancellationToken cancellationToken)
    {
        var request = await ReceiveAsync(socket, cancellationToken);
        var id = request.GetProperty("id").GetRawText();
        await SendAsync(socket, """{"jsonrpc":"2.0","id":""" + id + ",\"result\":" + result + "}", cancellationToken);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Close();
        await _accepting;
        while (_connections.Reader.TryRead(out var socket)) socket.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var context = await _listener.GetContextAsync();
                var accepted = await context.AcceptWebSocketAsync(null);
                await _connections.Writer.WriteAsync(accepted.WebSocket);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException or WebSocketException)
        {
            _connections.Writer.TryComplete();
        }
    }
}
