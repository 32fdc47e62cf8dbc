using System.Text.Json;
using Ledger.Rpc.Tests.Testing;

namespace Ledger.Rpc.Tests.Interop;

/// <summary>The checks of the grpc-js client against our server, run once for all tests of a class.</summary>
public sealed class GrpcJsClient : IAsyncLifetime
{
    private const int MaxMessageSizeBytes = 32 * 1024 * 1024;

    internal Dictionary<string, string> Results { get; } = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        await using TestHost host = await TestHost.StartAsync(options =>
        {
            options.MaxReceiveMessageSizeBytes = MaxMessageSizeBytes;
            options.MaxSendMessageSizeBytes = MaxMessageSizeBytes;
            options.CompressResponses = true;
        });
        await using NodeProcess node = NodeProcess.Start("client.mjs", host.Http2.Authority);
        using var timeout = new CancellationTokenSource(TestHost.Patience);
        while (await node.ReadLineAsync(timeout.Token) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            Results.Add(
                json.RootElement.GetProperty("check").GetString()!,
                json.RootElement.GetProperty("result").GetString()!);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
