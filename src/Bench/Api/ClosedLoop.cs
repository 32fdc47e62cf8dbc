using System.Diagnostics;
using Ledger.Api.V1;

namespace Ledger.Bench.Api;

/// <summary>Askers that each ask again as soon as they are answered: how much the node answers at most.</summary>
internal static class ClosedLoop
{
    /// <summary>Asks for a while.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="clients">One for each channel; askers are spread over them.</param>
    /// <param name="askers">Calls in flight.</param>
    /// <param name="units">Whom it is asked about, in random order.</param>
    /// <param name="duration">How long.</param>
    /// <returns>Answers a second.</returns>
    public static async Task<double> MeasureAsync(
        Question question, IReadOnlyList<Query.QueryClient> clients, int askers, IReadOnlyList<RecordedUnit> units, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, askers).Select(asker => Task.Run(() => AskAsync(question, clients[asker % clients.Count], units, asker, end))));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> AskAsync(Question question, Query.QueryClient client, IReadOnlyList<RecordedUnit> units, int seed, long end)
    {
        var random = new Random(seed);
        long count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++) await question.AskAsync(client, units[random.Next(units.Count)]);
        return count;
    }
}
