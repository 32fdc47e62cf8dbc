using System.Globalization;
using Ledger.Node.Queries.Trace;
using Ledger.Node.Tests.Testing;
using Ledger.Tests.Shared.Acts;
using Xunit.Abstractions;

namespace Ledger.Node.Tests.Queries.History;

/// <summary>Random acts on the real contracts, on the real embedded chain, through the real follower.</summary>
public sealed class RandomHistoryTests(ITestOutputHelper output)
{
    private const int Acts = 160;
    private const int ActsBetweenMoments = 40;

    /// <summary>One seed by <c>LEDGER_SEED</c>; else the usual one, one that once failed (a run that was cleared after the height that was asked for), and a new one.</summary>
    public static TheoryData<int> Seeds => int.TryParse(Environment.GetEnvironmentVariable("LEDGER_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? [seed]
        : [1, 11, Environment.TickCount & int.MaxValue];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Answers_AtEachHeight_AreTheContractsAndStayTheSame(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var world = await LedgerWorld.StartAsync();
        var ledger = new WorldActs(world);
        var acts = new RandomActs(ledger, seed);
        await acts.BeginAsync();
        var moments = new List<Moment>();
        var told = new ToldEvents();
        try
        {
            for (var i = 1; i <= Acts; i++)
            {
                await acts.NextAsync();
                if (i % ActsBetweenMoments != 0) continue;
                await new ChainComparison(ledger, acts).CompareAsync();
                await new AnswerComparison(world, ledger, acts).CompareAsync();
                moments.Add(new(world, acts.Containers, told));
            }

            using (var later = world.Views.Open()!)
            {
                foreach (var moment in moments)
                {
                    var (byHeight, pinned) = (moment.CompareByHeight(later, "later"), moment.ComparePinned(world));
                    output.WriteLine($"block {moment.Height}: {byHeight} answers by height, {pinned} from its view");
                }
            }
        }
        finally
        {
            moments.ForEach(moment => moment.Dispose());
        }

        foreach (var (outcome, count) in acts.Outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal)) output.WriteLine($"{count,4} {outcome}");
        await world.ReopenAsync();
        using var restarted = world.Views.Open()!;
        moments.ForEach(moment => moment.CompareByHeight(restarted, "after a restart").ShouldBeGreaterThan(0));
    }
}
