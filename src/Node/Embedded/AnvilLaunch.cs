using System.Diagnostics;
using System.Globalization;

namespace Ledger.Node.Embedded;

/// <summary>The command line of the chain process.</summary>
/// <param name="BinaryPath">The anvil binary.</param>
/// <param name="ChainId">The EIP-155 chain id.</param>
/// <param name="TimestampSeconds">The genesis block's time.</param>
/// <param name="BlockGasLimit">The gas limit of every block.</param>
/// <param name="Hardfork">The EVM's rules.</param>
internal sealed record AnvilLaunch(string BinaryPath, ulong ChainId, ulong TimestampSeconds, ulong BlockGasLimit, string Hardfork)
{
    private static readonly string[] SetprivPaths = ["/usr/bin/setpriv", "/bin/setpriv", "/usr/local/bin/setpriv"];

    /// <summary>What to start, in a folder.</summary>
    /// <remarks>
    /// setpriv (util-linux) asks the kernel to kill anvil when the thread that started it dies, then becomes anvil under the same id.
    /// Where it is missing, an orphan lives until the next start ends it.
    /// </remarks>
    public ProcessStartInfo ToStartInfo(string folderPath)
    {
        var setpriv = SetprivPaths.FirstOrDefault(File.Exists);
        var start = new ProcessStartInfo(setpriv ?? BinaryPath)
        {
            WorkingDirectory = folderPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        // What anvil reads from the environment could change the chain or where it listens, so it gets none of ours.
        start.Environment.Clear();
        start.Environment["HOME"] = folderPath;
        start.Environment["NO_COLOR"] = "1";
        if (setpriv is not null)
            foreach (var argument in (string[])["--pdeathsig", "KILL", "--", BinaryPath]) start.ArgumentList.Add(argument);
        foreach (var argument in Arguments()) start.ArgumentList.Add(argument);
        return start;
    }

    // Port 0 lets the kernel choose a free one; anvil prints which.
    private IEnumerable<string> Arguments() =>
    [
        "--host", "127.0.0.1", "--port", "0",
        "--chain-id", Text(ChainId), "--timestamp", Text(TimestampSeconds), "--hardfork", Hardfork, "--gas-limit", Text(BlockGasLimit),
        "--base-fee", "0", "--gas-price", "0", "--no-priority-fee", "--accounts", "0", "--no-mining", "--order", "fifo",
        "--prune-history", "16", "--transaction-block-keeper", "256", "--no-request-size-limit", "--no-cors", "--color", "never",
    ];

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
