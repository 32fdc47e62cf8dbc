using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ledger.EndToEnd.Tests.Support;

/// <summary><c>ledger up</c> in the background, until it is interrupted like by Ctrl-C, or killed.</summary>
internal sealed partial class RunningUp : IAsyncDisposable
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const string GreetingEnd = "Try, in another terminal:";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TemporaryHome _home;

    private RunningUp(Process process, TemporaryHome home) => (_process, _home) = (process, home);

    /// <summary>The command lines that it told to try, without the script's name.</summary>
    public IReadOnlyList<string> Suggestions { get; private set; } = [];

    public static async Task<RunningUp> StartAsync(TemporaryHome home, int expectedSuggestions = 6)
    {
        var up = new RunningUp(home.Start("up", "--grpc-port", "0", "--http-port", "0"), home);
        using var timeout = new CancellationTokenSource(Timeout);
        while (await up._process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (!string.Equals(line, GreetingEnd, StringComparison.Ordinal)) continue;
            var suggestions = new List<string>();
            while (suggestions.Count < expectedSuggestions) suggestions.Add((await up._process.StandardOutput.ReadLineAsync(timeout.Token))!.Trim()["./ledger ".Length..]);
            up.Suggestions = suggestions;
            return up;
        }

        throw new InvalidOperationException($"ledger up ended: {await up._process.StandardError.ReadToEndAsync(timeout.Token)}");
    }

    /// <summary>Interrupts it.</summary>
    /// <returns>The exit code, and what it said after the greeting.</returns>
    public async Task<(int ExitCode, string Output)> InterruptAsync()
    {
        Signal(_process.Id, Interrupt);
        using var timeout = new CancellationTokenSource(Timeout);
        var output = await _process.StandardOutput.ReadToEndAsync(timeout.Token);
        await _process.WaitForExitAsync(timeout.Token);
        return (_process.ExitCode, output);
    }

    /// <summary>Kills the node and the client at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_home.Folder, "node", "node.json")));
        var node = json.RootElement.GetProperty("pid").GetInt32();
        Signal(_process.Id, Kill);
        Signal(node, Kill);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await InterruptAsync();
        _process.Dispose();
    }

    private static void Signal(int process, int signal)
    {
        if (SendSignal(process, signal) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
