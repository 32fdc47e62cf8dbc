using System.Globalization;

namespace Ledger.Crash.Tests.Testing;

/// <summary>What makes a run repeatable: <c>LEDGER_SEED</c> replays one seed, the other variables say how many.</summary>
internal static class Seed
{
    /// <summary>The one to replay; null for a new one each time.</summary>
    public static int? Given => Read("LEDGER_SEED");

    /// <summary>Kills in a run: every named boundary and some moments between them in CI, hundreds at night.</summary>
    public static int CrashRounds(int fewest) => Math.Max(1, Read("LEDGER_CRASH_ROUNDS") ?? fewest);

    /// <summary>Simulated runs: hundreds in CI, thousands at night.</summary>
    public static int Simulations(int fewest) => Math.Max(1, Read("LEDGER_SIMULATIONS") ?? fewest);

    /// <summary>A seed to begin with.</summary>
    public static int First() => Given ?? Environment.TickCount & int.MaxValue;

    private static int? Read(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
