using System.Diagnostics;
using System.Runtime.InteropServices;
using Ledger.Node.Hosting;
using Ledger.Node.Hosting.Faults;
using Ledger.Tests.Shared.Anvil;

namespace Ledger.Crash.Tests.Testing;

/// <summary>The real node program as a child process, to be killed.</summary>
internal sealed class NodeProgram : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _folderPath;
    private readonly TaskCompletionSource<Uri?> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private NodeProgram(Process process, string folderPath)
    {
        (_process, _folderPath) = (process, folderPath);
        _reading = ReadAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it listens; null when it ended before.</summary>
    public Task<Uri?> Listening => _listening.Task.WaitAsync(Limit);

    /// <summary>Whether it became ready before it ended.</summary>
    public Task<bool> Ready => _ready.Task.WaitAsync(Limit);

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it on a folder.</summary>
    /// <param name="folderPath">The data folder.</param>
    /// <param name="failAt">The boundary to die at; null runs it as people do.</param>
    /// <param name="options">Further options.</param>
    public static async Task<NodeProgram> StartAsync(string folderPath, string? failAt, params string[] options)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        var start = new ProcessStartInfo(
            dotnet, ["exec", typeof(NodeHost).Assembly.Location, "--data", folderPath, "--grpc-port", "0", "--http-port", "0", "--stop-with-stdin", .. options])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[FaultSwitch.AllowVariable] = "1";
        if (failAt is not null) foreach (var argument in (string[])["--fail-at", failAt]) start.ArgumentList.Add(argument);
        return new(await ChildLauncher.StartAsync(start), folderPath);
    }

    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Errors)> EndedAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return (_process.ExitCode, await _errors);
    }

    /// <summary>Stops it as an operator does.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        var (code, errors) = await EndedAsync();
        code.ShouldBe(ExitCodes.Stopped, errors);
    }

    /// <summary>What it logged last, to be read when a test fails.</summary>
    public string LogTail()
    {
        var path = Path.Combine(_folderPath, "logs", "node.log");
        return File.Exists(path) ? string.Join('\n', File.ReadLines(path).TakeLast(20)) : "no log";
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await EndedAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        const string Prefix = "listening grpc=";
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Prefix, StringComparison.Ordinal)) _listening.TrySetResult(new(line[Prefix.Length..].Split(' ')[0]));
            if (line.StartsWith("ready ", StringComparison.Ordinal)) _ready.TrySetResult(true);
        }

        _listening.TrySetResult(null);
        _ready.TrySetResult(false);
    }
}
