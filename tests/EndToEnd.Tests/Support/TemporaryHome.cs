using System.Diagnostics;

namespace Ledger.EndToEnd.Tests.Support;

/// <summary>A home of its own for one test class, and the command line on it.</summary>
public sealed class TemporaryHome : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public TemporaryHome() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"ledger-e2e-{Guid.NewGuid():n}");

    /// <summary>The node's program; a test may name one that is missing.</summary>
    public string NodeProgram { get; set; } = Checkout.Node;

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Starts the command line; the caller waits for its end.</summary>
    internal Process Start(params string[] arguments) => StartProgram(Checkout.Cli, arguments);

    /// <summary>Runs a command line to its end.</summary>
    internal Task<CliRun> RunAsync(params string[] arguments) => RunProgramAsync(Checkout.Cli, arguments);

    private Process StartProgram(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LEDGER_HOME"] = Folder;
        start.Environment["LEDGER_ROOT"] = Checkout.Root;
        start.Environment["LEDGER_NODE_BINARY"] = NodeProgram;
        start.Environment.Remove("LEDGER_NODE");
        start.Environment.Remove("LEDGER_PASSWORD");
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    internal async Task<CliRun> RunProgramAsync(string program, params string[] arguments)
    {
        using var process = StartProgram(program, arguments);
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new CliRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"ledger {string.Join(' ', arguments)} did not end within {Timeout.TotalSeconds} s.", exception);
        }
    }
}
