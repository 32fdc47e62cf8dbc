using System.Text.Json;
using Ledger.Rpc.Client;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Interop;

/// <summary>The echo server of grpc-js, started once for all tests of a class.</summary>
public sealed class GrpcJsServer : IAsyncLifetime
{
    private NodeProcess? _process;
    private Uri? _address;

    internal Echo.EchoClient Client(RpcChannelOptions? options = null) => new(RpcChannel.ForAddress(_address!, options));

    public async Task InitializeAsync()
    {
        _process = NodeProcess.Start("server.mjs");
        using var timeout = new CancellationTokenSource(TestHost.Patience);
        string line = await _process.ReadLineAsync(timeout.Token)
            ?? throw new InvalidOperationException("The grpc-js server ended before it served.");
        using var json = JsonDocument.Parse(line);
        _address = new Uri($"http://127.0.0.1:{json.RootElement.GetProperty("port").GetInt32()}");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }
}
