using System.ComponentModel;
using System.Diagnostics;

namespace Ledger.Bench.Lookup;

/// <summary>Runs a program to compare with and gives what it printed.</summary>
internal static class PeerProcess
{
    /// <summary>Runs to the end.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="user">Runs it as another user; null as this one.</param>
    /// <exception cref="PeerMissingException">There is no such program.</exception>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(string program, string package, IReadOnlyList<string> arguments, string? user = null)
    {
        var start = new ProcessStartInfo(user is null ? program : "runuser", user is null ? arguments : ["-u", user, "--", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var complaint = error.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {complaint}");
        }
        catch (Win32Exception exception)
        {
            throw new PeerMissingException($"{program} is missing: install the Debian package {package}, or leave the peers out with --no-peer.", exception);
        }
    }
}
