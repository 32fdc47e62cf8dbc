using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Tests.Shared.Anvil;

/// <summary>A real anvil on loopback with a port of its own; ends with the test, and with the test process.</summary>
public sealed class AnvilProcess : IAsyncDisposable
{
    /// <summary>The chain id every test chain has unless the test says otherwise.</summary>
    public const ulong DefaultChainId = 31337;

    private const int MaxStartAttempts = 5;
    private const string BinaryUnderRoot = "contracts-solidity/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private AnvilProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>Its HTTP endpoint.</summary>
    public Uri HttpEndpoint => new($"http://127.0.0.1:{Port}");

    /// <summary>Its WebSocket endpoint.</summary>
    public Uri WebSocketEndpoint => new($"ws://127.0.0.1:{Port}");

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The binary: <c>LEDGER_ANVIL_PATH</c>, else the one npm installed for the contracts.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message says how to get it.</exception>
    public static string FindBinary()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_ANVIL_PATH") is { Length: > 0 } configured) return configured;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, BinaryUnderRoot);
            if (File.Exists(candidate)) return candidate;
        }

        throw new FileNotFoundException("anvil is not installed: run 'npm ci' in contracts-solidity, or set LEDGER_ANVIL_PATH to the binary.");
    }

    /// <summary>Starts an anvil that costs no gas, and waits until it answers.</summary>
    /// <param name="arguments">Further command-line arguments, for example <c>--no-mining</c>.</param>
    public static Task<AnvilProcess> StartAsync(params string[] arguments) => StartAsync(port: 0, arguments);

    /// <summary>Starts an anvil on a port of the caller's choice, to stand in for one that was ended.</summary>
    /// <param name="port">The port; 0 chooses a free one.</param>
    /// <param name="arguments">Further command-line arguments.</param>
    public static async Task<AnvilProcess> StartAsync(int port, params string[] arguments)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Between choosing a free port and anvil's taking it, another test may: then anvil exits and the next one is tried.
            var chosen = port == 0 ? FreePort() : port;
            var anvil = new AnvilProcess(await LaunchAsync(chosen, arguments), chosen);
            if (await anvil.WaitUntilReadyAsync()) return anvil;
            await anvil.DisposeAsync();
            if (attempt == MaxStartAttempts) throw new InvalidOperationException($"anvil did not start on port {chosen}.");
        }
    }

    /// <summary>Ends the process without letting it finish anything.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static async Task<Process> LaunchAsync(int port, string[] arguments)
    {
        string[] own =
        [
            "--host", "127.0.0.1", "--port", $"{port}", "--quiet", "--base-fee", "0", "--gas-price", "0", "--no-priority-fee",
            .. arguments.Contains("--chain-id", StringComparer.Ordinal) ? Array.Empty<string>() : ["--chain-id", $"{DefaultChainId}"],
            .. arguments,
        ];
        var setpriv = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setpriv");
        var start = setpriv
            ? new ProcessStartInfo("/usr/bin/setpriv", ["--pdeathsig", "KILL", FindBinary(), .. own])
            : new ProcessStartInfo(FindBinary(), own);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = await ChildLauncher.StartAsync(start);

        // Nobody reads what it prints, but a full pipe would stop it.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<bool> WaitUntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!_process.HasExited && await poll.WaitForNextTickAsync(limit.Token))
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return !_process.HasExited;
            }
            catch (SocketException)
            {
                // Not listening yet.
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
