using System.Diagnostics;
using System.Text.Json;
using Ledger.Node.Embedded;

namespace Ledger.Bench.Api;

/// <summary>A node in a process of its own, as people run it, on a folder that goes with it.</summary>
internal sealed class MeasuredNode : IAsyncDisposable
{
    private const string ProgramVariable = "LEDGER_NODE_BINARY";
    private const string ReadyWord = "ready ";
    private const string ListeningWord = "listening grpc=";
    private const string HttpWord = " http=";
    private const string AnvilRecord = "anvil.process";
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private static readonly HttpClient Http = new();

    private readonly Process _process;
    private readonly string _folder;
    private readonly Task<string> _errors;

    private MeasuredNode(Process process, string folder)
    {
        (_process, _folder) = (process, folder);
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The gRPC address.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The address of its pages.</summary>
    public Uri HttpAddress { get; private set; } = new("http://127.0.0.1");

    /// <summary>The address of its embedded chain, which is nobody else's business but that of a peer on the same history.</summary>
    public Uri ChainAddress
    {
        get
        {
            var record = Directory.EnumerateFiles(_folder, AnvilRecord, SearchOption.AllDirectories).Single();
            return ProcessIdentity.TryParse(File.ReadAllText(record), out var anvil)
                ? new($"http://127.0.0.1:{ListeningPort.Of(anvil!.ProcessId)}")
                : throw new InvalidOperationException($"'{record}' names no process.");
        }
    }

    /// <summary>The settings of the runtime that the node runs with.</summary>
    public string Settings { get; } = ReadSettings();

    /// <summary>CPU time that the node has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What its runtime did so far.</summary>
    public async Task<RuntimeUse> ReadRuntimeAsync() => RuntimeUse.Parse(await Http.GetStringAsync(new Uri(HttpAddress, "/metrics")));

    /// <summary>Starts a node on an empty folder with the embedded chain and waits until it is ready.</summary>
    /// <param name="foundersJson">Who founds the council.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">The node ended; the message is what it said.</exception>
    public static async Task<MeasuredNode> StartAsync(byte[] foundersJson, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-bench-api-").FullName;
        var founders = Path.Combine(folder, "founders.json");
        await File.WriteAllBytesAsync(founders, foundersJson, cancellationToken);
        var start = new ProcessStartInfo(FindProgram())
        {
            ArgumentList = { "--data", Path.Combine(folder, "node"), "--founders", founders, "--grpc-port", "0", "--http-port", "0", "--stop-with-stdin" },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var node = new MeasuredNode(Process.Start(start) ?? throw new InvalidOperationException("The node's process did not start."), folder);
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(ReadyTimeout);
            await node.WaitReadyAsync(timeout.Token);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The end of its standard input stops the node, so it cannot outlive this process however that ends.
        _process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string FindProgram() => Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } named
        ? named
        : Path.Combine(AppContext.BaseDirectory, "Ledger.Node");

    private static string ReadSettings()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(FindProgram() + ".runtimeconfig.json"));
        var properties = json.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        return string.Join(", ", properties.EnumerateObject().Where(property => property.Name.StartsWith("System.GC.", StringComparison.Ordinal))
            .Select(property => $"{property.Name}={property.Value}"));
    }

    private async Task WaitReadyAsync(CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(ListeningWord, StringComparison.Ordinal) && line[ListeningWord.Length..].Split(HttpWord) is [var grpc, var http]) (Address, HttpAddress) = (new(grpc), new(http));
            if (line.StartsWith(ReadyWord, StringComparison.Ordinal)) return;
        }

        throw new InvalidOperationException($"The node did not start: {(await _errors).Trim()}");
    }
}
