using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Node.Hosting;
using Ledger.Rpc.Client;

namespace Ledger.Node.Tests.Hosting;

/// <summary>The real node program as a child process.</summary>
internal sealed class ChildNode : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _folder;
    private readonly Channel<string> _lines = System.Threading.Channels.Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private RpcChannel? _channel;

    private ChildNode(Process process, string folder)
    {
        (_process, _folder) = (process, folder);
        _reading = ReadLinesAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public RpcChannel Channel => _channel ?? throw new InvalidOperationException("The node does not listen yet.");

    public Query.QueryClient Query => new(Channel);

    public Assets.AssetsClient Assets => new(Channel);

    public Events.EventsClient Events => new(Channel);

    public NetworkDescriptor Network => NetworkDescriptor.Parse(File.ReadAllBytes(Path.Combine(_folder, "network.json")));

    public int ProcessId => _process.Id;

    public static ChildNode Start(string folder, params string[] options)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        var start = new ProcessStartInfo(dotnet, ["exec", typeof(NodeHost).Assembly.Location, "--data", folder, "--stop-with-stdin", .. options])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!options.Contains("--grpc-port")) start.ArgumentList.Add("--grpc-port=0");
        if (!options.Contains("--http-port")) start.ArgumentList.Add("--http-port=0");
        return new(Process.Start(start)!, folder);
    }

    public static async Task<ChildNode> StartReadyAsync(string folder, params string[] options)
    {
        var node = Start(folder, options);
        await node.ReadyAsync();
        return node;
    }

    public async Task ListeningAsync()
    {
        var line = await LineAsync("listening ");
        var grpc = line.Split(' ').Single(part => part.StartsWith("grpc=", StringComparison.Ordinal))["grpc=".Length..];
        _channel = RpcChannel.ForAddress(grpc);
    }

    public async Task ReadyAsync()
    {
        await ListeningAsync();
        await SaidReadyAsync();
    }

    public Task SaidReadyAsync() => LineAsync("ready ");

    public int AnvilProcessId() => int.Parse(
        File.ReadAllText(Path.Combine(_folder, "chain", "anvil.process")).Split(' ', '\n')[0], CultureInfo.InvariantCulture);

    public void Terminate() => Signal("-TERM");

    public void Kill() => _process.Kill();

    public async Task<(int ExitCode, string Errors)> EndedAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return (_process.ExitCode, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await EndedAsync();
        }

        _process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task<string> LineAsync(string start)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(limit.Token);
                if (line.StartsWith(start, StringComparison.Ordinal)) return line;
            }
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            var log = Path.Combine(_folder, "logs", "node.log");
            throw new InvalidOperationException(
                $"The node never said '{start}': {(_process.HasExited ? await _errors : "")} {(File.Exists(log) ? await File.ReadAllTextAsync(log, CancellationToken.None) : "")}",
                exception);
        }
    }

    private async Task ReadLinesAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _lines.Writer.TryWrite(line);
        _lines.Writer.Complete();
    }
}
