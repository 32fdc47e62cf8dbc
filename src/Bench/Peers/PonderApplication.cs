using System.Diagnostics;
using System.Text.Json;
using Ledger.Bench.Api;

namespace Ledger.Bench.Peers;

/// <summary>Ponder 0.16.10 in a process of its own, with one of the applications in <c>bench/ponder</c>.</summary>
internal sealed class PonderApplication : IDisposable
{
    /// <summary>The name in figures.</summary>
    public const string Name = "Ponder 0.16.10, PostgreSQL 15";

    /// <summary>The schema of its tables.</summary>
    public const string Schema = "bench";

    private const string RootVariable = "LEDGER_ROOT";
    private const string CompletedMessage = "Completed backfill indexing across all chains";
    private const int MaxComplaints = 20;

    private readonly Process _process;
    private readonly IDisposable _interruption;
    private readonly Queue<string> _complaints = new();
    private readonly TaskCompletionSource<TimeSpan> _indexed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PonderApplication(Process process, int port)
    {
        _process = process;
        _interruption = Interruption.Before(Kill);
        Address = new($"http://127.0.0.1:{port}");
    }

    /// <summary>Its HTTP address.</summary>
    public Uri Address { get; }

    /// <summary>Completes when Ponder says that it has indexed the whole history; the time is its own, from the first request for events to the last row written.</summary>
    public Task<TimeSpan> Indexed => _indexed.Task;

    private static string Folder => Path.Combine(Environment.GetEnvironmentVariable(RootVariable) ?? Directory.GetCurrentDirectory(), "bench", "ponder");

    private static string Program => Path.Combine(Folder, "node_modules", "ponder", "dist", "esm", "bin", "ponder.js");

    /// <summary>Checks that it can be run.</summary>
    /// <exception cref="PeerMissingException">It is not installed.</exception>
    public static void Require()
    {
        if (!File.Exists(Program)) throw new PeerMissingException("Ponder is missing: run 'npm ci' in bench/ponder, or leave the peers out with --no-peer.");
    }

    /// <summary>Whether a fault is Ponder's own, so that the rest of a benchmark goes on without it.</summary>
    public static bool IsItsOwn(Exception exception) =>
        exception is InvalidOperationException or TimeoutException or HttpRequestException or JsonException or WrongAnswerException or System.ComponentModel.Win32Exception;

    /// <summary>Starts it on a chain.</summary>
    /// <param name="application">The folder in <c>bench/ponder</c>.</param>
    /// <param name="server">Where its database is.</param>
    /// <param name="database">A database for this chain alone: what Ponder has read of a chain id it never reads again.</param>
    /// <param name="settings">What <c>bench/ponder/ledger.ts</c> reads.</param>
    public static PonderApplication Start(string application, PostgresServer server, string database, IReadOnlyDictionary<string, string> settings)
    {
        Require();
        var port = PostgresServer.FreePort();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.Combine(Folder, application),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Program, "start", "--schema", Schema, "--port", $"{port}", "--hostname", "127.0.0.1", "--log-format", "json" },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment["DATABASE_URL"] = server.ConnectionString(database);
        start.Environment["PONDER_TELEMETRY_DISABLED"] = "1";
        var process = new Process { StartInfo = start };
        var ponder = new PonderApplication(process, port);
        process.OutputDataReceived += (_, line) => ponder.Observe(line.Data);
        process.ErrorDataReceived += (_, line) => ponder.Complain(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = ponder.FailAtEndAsync();
        return ponder;
    }

    /// <summary>Checks that it still runs.</summary>
    /// <exception cref="InvalidOperationException">It ended; the message is what it said last.</exception>
    public void ThrowIfEnded()
    {
        if (!_process.HasExited) return;
        _process.WaitForExit();
        throw Ended();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interruption.Dispose();
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    // Waits for its last lines too, since they are those that say why.
    private async Task FailAtEndAsync()
    {
        await _process.WaitForExitAsync();
        _indexed.TrySetException(Ended());
    }

    private InvalidOperationException Ended()
    {
        lock (_complaints) return new($"Ponder ended: {string.Join(Environment.NewLine, _complaints)}");
    }

    // One JSON object a line: level, time, msg, and what belongs to the message; durations are milliseconds.
    private void Observe(string? line)
    {
        if (line is null || !line.StartsWith('{'))
        {
            Complain(line);
            return;
        }

        using var json = JsonDocument.Parse(line);
        var message = json.RootElement.TryGetProperty("msg", out var text) ? text.GetString() : null;
        if (string.Equals(message, CompletedMessage, StringComparison.Ordinal)) _indexed.TrySetResult(TimeSpan.FromMilliseconds(json.RootElement.GetProperty("duration").GetDouble()));
        else if (json.RootElement.TryGetProperty("error", out var error)) Complain(Describe(message, json.RootElement, error));
    }

    // Which event of which block, and what was wrong with it, without the stack.
    private static string Describe(string? message, JsonElement line, JsonElement error)
    {
        var told = line.TryGetProperty("event", out var name) ? $"{message} {name} of block {(line.TryGetProperty("block_number", out var block) ? block : default)}" : message;
        return $"{told}: {(error.ValueKind is JsonValueKind.Object && error.TryGetProperty("message", out var why) ? why : error)}";
    }

    private void Complain(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_complaints)
        {
            if (_complaints.Count == MaxComplaints) _complaints.Dequeue();
            _complaints.Enqueue(line);
        }
    }
}
