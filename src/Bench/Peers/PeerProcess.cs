using System.ComponentModel;
using System.Diagnostics;

namespace Ledger.Bench.Peers;

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
            throw Missing(program, package, exception);
        }
    }

    /// <summary>Checks that a program is there.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <exception cref="PeerMissingException">It is not.</exception>
    public static void Require(string path, string package)
    {
        if (!File.Exists(path)) throw Missing(path, package, null);
    }

    private static PeerMissingException Missing(string program, string package, Exception? exception) =>
        new($"{program} is missing: install the Debian package {package}, or leave the peers out with --no-peer.", exception);
}
