using System.Diagnostics;
using Ledger.Api.V1;

namespace Ledger.Bench.Api;

/// <summary>
/// Calls at a given rate whatever the node does, as many independent askers make them: the gaps are exponential. A call's time counts from
/// when it should have been sent, so a node that stalls, or a generator that is late, cannot hide the wait (no coordinated omission).
/// </summary>
internal static class OpenLoop
{
    /// <summary>Calls in flight at which sending waits for answers; the wait counts too.</summary>
    private const int MaximumInFlight = 20_000;

    /// <summary>Threads that send, each its share of the rate; independent Poisson streams add up to one.</summary>
    private const int Pacers = 4;

    /// <summary>Asks for a while.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="clients">One for each channel; calls are spread over them.</param>
    /// <param name="rate">Calls a second.</param>
    /// <param name="units">Whom it is asked about, in random order.</param>
    /// <param name="duration">How long.</param>
    public static async Task<Latencies> MeasureAsync(
        Question question, IReadOnlyList<Query.QueryClient> clients, double rate, IReadOnlyList<RecordedUnit> units, TimeSpan duration)
    {
        var run = new Run(question, clients, units, new long[(int)(rate * duration.TotalSeconds)], Stopwatch.Frequency / rate);
        for (var pacer = 0; pacer < Pacers; pacer++)
        {
            var first = pacer;
            new Thread(() => run.Pace(first)) { IsBackground = true }.Start();
        }

        await run.Finished;
        return new(run.Ticks);
    }

    private sealed class Run(Question question, IReadOnlyList<Query.QueryClient> clients, IReadOnlyList<RecordedUnit> units, long[] ticks, double meanGap)
    {
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _answered;

        public long[] Ticks => ticks;

        public Task Finished => _finished.Task;

        public void Pace(int first)
        {
            var random = new Random(first);
            double due = Stopwatch.GetTimestamp();
            for (var call = first; call < ticks.Length && !_finished.Task.IsCompleted; call += Pacers)
            {
                due -= Math.Log(1 - random.NextDouble()) * meanGap * Pacers;
                Pause.Until((long)due);
                while (call - Volatile.Read(ref _answered) >= MaximumInFlight && !_finished.Task.IsCompleted) Thread.Yield();
                _ = AskAsync(call, (long)due, units[random.Next(units.Count)]);
            }
        }

        private async Task AskAsync(int call, long due, RecordedUnit unit)
        {
            try
            {
                await question.AskAsync(clients[call % clients.Count], unit).ConfigureAwait(false);
                ticks[call] = Stopwatch.GetTimestamp() - due;
                if (Interlocked.Increment(ref _answered) == ticks.Length) _finished.TrySetResult();
            }
            catch (Exception exception)
            {
                _finished.TrySetException(exception);
            }
        }
    }
}
