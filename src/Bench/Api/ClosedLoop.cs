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
    public static Task<double> MeasureAsync(
        Question question, IReadOnlyList<Query.QueryClient> clients, int askers, IReadOnlyList<RecordedUnit> units, TimeSpan duration) =>
        MeasureAsync((asker, unit) => question.AskAsync(clients[asker % clients.Count], unit), askers, units, duration);

    /// <summary>Asks for a while.</summary>
    /// <param name="ask">How an asker, by its number, asks about a unit.</param>
    /// <param name="askers">Calls in flight.</param>
    /// <param name="units">Whom it is asked about, in random order.</param>
    /// <param name="duration">How long.</param>
    /// <returns>Answers a second.</returns>
    public static async Task<double> MeasureAsync(Func<int, RecordedUnit, Task> ask, int askers, IReadOnlyList<RecordedUnit> units, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, askers).Select(asker => Task.Run(() => AskAsync(ask, units, asker, end))));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> AskAsync(Func<int, RecordedUnit, Task> ask, IReadOnlyList<RecordedUnit> units, int asker, long end)
    {
        var random = new Random(asker);
        long count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++) await ask(asker, units[random.Next(units.Count)]);
        return count;
    }
}
