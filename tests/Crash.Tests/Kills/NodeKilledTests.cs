using Ledger.Crash.Tests.Testing;
using Ledger.Node.Hosting.Faults;
using Xunit.Abstractions;

namespace Ledger.Crash.Tests.Kills;

/// <summary>The real node, its real chain and the SDK; SIGKILL at every named write boundary and at moments of chance between them.</summary>
public sealed class NodeKilledTests(ITestOutputHelper output)
{
    private const int Lanes = 4;
    private const int RandomKills = 4;

    [Fact]
    public async Task Node_KilledAnywhere_ContinuesWithExactlyTheIndexOfARebuild()
    {
        var seed = Seed.First();
        var rounds = Seed.CrashRounds(KillPoint.Names.Count + RandomKills);

        // One more in each lane while it founds its network.
        output.WriteLine($"LEDGER_SEED={seed} LEDGER_CRASH_ROUNDS={rounds}: {rounds + Lanes} kills of the node");
        var reached = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => RunLaneAsync(seed, lane, rounds)));
        var missed = KillPoint.Names.Except(reached.SelectMany(names => names), StringComparer.Ordinal).ToList();
        output.WriteLine($"boundaries not met: {string.Join(", ", missed)}");
        if (rounds >= KillPoint.Names.Count) missed.ShouldBeEmpty($"seed {seed}");
    }

    private static async Task<IReadOnlySet<string>> RunLaneAsync(int seed, int number, int rounds)
    {
        var random = new Random(seed + number);
        using var lane = new Lane(seed + number);
        await lane.FoundAsync();

        // The first time that each boundary is met, then any boundary at any time, and between them kills that know no boundary.
        for (var round = number; round < rounds; round += Lanes)
        {
            if (round < KillPoint.Names.Count) await lane.DieAtAsync(KillPoint.Names[round], 1);
            else if (random.Next(2) == 0 || rounds <= KillPoint.Names.Count + RandomKills) await lane.DieAnywhereAsync();
            else await lane.DieAtAsync(KillPoint.Names[random.Next(KillPoint.Names.Count)], random.Next(1, 6));
        }

        await lane.FinishAsync();
        return lane.Reached;
    }
}
