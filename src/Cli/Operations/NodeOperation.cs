using System.CommandLine;
using System.Diagnostics;
using Ledger.Cli.Nodes;

namespace Ledger.Cli.Operations;

/// <summary>Runs the node's program for one operation, and hands on what it prints and its exit code.</summary>
internal static class NodeOperation
{
    private const string Interrupt = "-INT";

    /// <summary>Runs it.</summary>
    /// <returns>Its exit code, which is one of ours.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, InvocationConfiguration configuration, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(NodeBinary.Find(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new IOException("The node's program did not start.");

        // It stops by itself at the next safe place, and says so.
        await using var interruption = cancellationToken.Register(() => Signal(process.Id));
        await Task.WhenAll(CopyAsync(process.StandardOutput, configuration.Output), CopyAsync(process.StandardError, configuration.Error));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static void Signal(int processId)
    {
        using var kill = Process.Start("kill", [Interrupt, $"{processId}"]);
        kill.WaitForExit();
    }

    private static async Task CopyAsync(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await to.WriteLineAsync(line);
            await to.FlushAsync();
        }
    }
}
