using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Ledger.Ethereum.Tests.JsonRpc;

/// <summary>A raw TCP listener that reads HTTP requests and answers with whatever bytes the test wants, well-formed or not.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<JsonElement, int, string?> _answer;
    private readonly Task _accepting;
    private int _requests;

    private FakeServer(Func<JsonElement, int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Requests => _requests;

    public ConcurrentQueue<JsonElement> Bodies { get; } = [];

    /// <summary>Starts a server.</summary>
    /// <param name="answer">From the request's body and its number, from 1, to the raw HTTP answer, after which the connection is closed; null hangs.</param>
    public static FakeServer Start(Func<JsonElement, int, string?> answer) => new(answer);

    public static string Http(string body, string status = "200 OK", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using var _ = connection;
        try
        {
            var stream = connection.GetStream();
            if (await ReadBodyAsync(stream) is not { } body) return;
            Bodies.Enqueue(body);
            if (_answer(body, Interlocked.Increment(ref _requests)) is { } answer) await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
            else await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client hung up, or the test is over.
        }
    }

    private async Task<JsonElement?> ReadBodyAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) return null;
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var parts = text.ToString().Split("\r\n\r\n", 2);
            if (parts.Length < 2) continue;
            var header = parts[0].Split("\r\n").Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            if (Encoding.UTF8.GetByteCount(parts[1]) >= int.Parse(header["Content-Length:".Length..])) return JsonDocument.Parse(parts[1]).RootElement;
        }
    }
}
