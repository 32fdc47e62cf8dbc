using System.Globalization;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Tests.Embedded;

/// <summary>What a killed host had told.</summary>
internal sealed record CrashReport(int ExitCode, int? AnvilProcessId, IReadOnlyList<Bytes32> Hashes, string Errors)
{
    public static CrashReport Parse(int exitCode, string output, string errors)
    {
        int? anvil = null;
        var hashes = new List<Bytes32>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            if (words[0] is "anvil") anvil = int.Parse(words[1], CultureInfo.InvariantCulture);
            if (words[0] is "block") hashes.Add(Bytes32.Parse(words[2]));
        }

        return new CrashReport(exitCode, anvil, hashes, errors);
    }
}
