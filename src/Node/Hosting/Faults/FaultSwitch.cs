using System.Globalization;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Hosting.Faults;

/// <summary>The test seam <c>--fail-at</c>: kills the node at a write boundary. Refused unless the environment allows it. Documented in docs/node.md.</summary>
internal static class FaultSwitch
{
    /// <summary>The environment variable that must be 1.</summary>
    public const string AllowVariable = "LEDGER_ALLOW_FAULTS";

    /// <summary>Kills nowhere; the small bounds hold all the same.</summary>
    public const string Never = "never";

    // Small, so that a few messages reach snapshots and seals, which otherwise come once in hundreds of thousands.
    private const int SnapshotTransactions = 6;

    private static readonly SerialIndexOptions SmallSerials = new() { TableCapacity = 4_096, SealThreshold = 64, MinMergeThreshold = 128, BucketTarget = 8, BucketsPerSealStep = 4 };

    /// <summary>What the option changes in a node.</summary>
    /// <param name="failAt"><c>POINT:N</c> or <c>never</c>; null when the option is not given.</param>
    /// <param name="readVariable">Reads an environment variable.</param>
    /// <exception cref="NodeStartException">Faults are not allowed here, or there is no such boundary.</exception>
    public static NodeOverrides Overrides(string? failAt, Func<string, string?> readVariable)
    {
        if (failAt is null) return new();
        if (readVariable(AllowVariable) is not "1")
            throw NodeStartException.Usage($"--fail-at ends the node on purpose and is for tests alone. Leave it out, or set {AllowVariable}=1.");
        var kill = Parse(failAt);
        return new() { ChainFaults = kill, IndexFaults = kill, RelayFaults = kill, Serials = SmallSerials, SnapshotTransactions = SnapshotTransactions };
    }

    private static KillPoint Parse(string failAt)
    {
        if (string.Equals(failAt, Never, StringComparison.Ordinal)) return new(name: null, 1);
        var parts = failAt.Split(':');
        return parts is [var name, var count] && KillPoint.Names.Contains(name, StringComparer.Ordinal)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var occurrence) && occurrence > 0
            ? new(name, occurrence)
            : throw NodeStartException.Usage($"--fail-at cannot be '{failAt}'. Give '{Never}', or POINT:N with one of {string.Join(", ", KillPoint.Names)}.");
    }
}
