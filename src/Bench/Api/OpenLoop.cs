using System.Diagnostics;
using Ledger.Api.V1;

namespace Ledger.Bench.Api;

/// <summary>
/// Calls at a given rate whatever the node does, as many independent askers make them: the gaps are exponential. A call's time counts from
/// when it should have been sent, so a node that stalls, or a generator that is late, cannot hide the wait (no coordinated omission).
/// </summary>
internal static class OpenLoop
{
    /// <summary>
    /// Calls in flight at which sending waits for answers; the wait counts too. It is far more than half the throughput needs, and few enough
    /// that what lives in this process while the node stalls does not slow it down for good.
    /// </summary>
    private const int MaximumInFlight = 1_000;

    /// <summary>Threads that send, each its share of the rate; independent Poisson streams add up to one.</summary>
    private const int Pacers = 2;

    /// <summary>Asks for a while.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="clients">One for each channel; calls are spread over them.</param>
    /// <param name="rate">Calls a second.</param>
    /// <param name="units">Whom it is asked about, in random order.</param>
    /// <param name="duration">How long.</param>
    public static async Task<OpenLoopOutcome> MeasureAsync(
        Question question, IReadOnlyList<Query.QueryClient> clients, double rate, IReadOnlyList<RecordedUnit> units, TimeSpan duration)
    {
        var run = new Run(question, clients, units, (int)(rate * duration.TotalSeconds), Stopwatch.Frequency / rate);
        for (var pacer = 0; pacer < Pacers; pacer++)
        {
            var first = pacer;
            new Thread(() => run.Pace(first)) { IsBackground = true }.Start();
        }

        await run.Finished;
        return run.Outcome();
    }

    private sealed class Run(Question question, IReadOnlyList<Query.QueryClient> clients, IReadOnlyList<RecordedUnit> units, int calls, double meanGap)
    {
        private readonly long[] _times = new long[calls];
        private readonly long[] _lateness = new long[calls];
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _answered;

        public Task Finished => _finished.Task;

        public OpenLoopOutcome Outcome() => new(new(_times), new(_lateness));

        public void Pace(int first)
        {
            Pause.MakeExact();
            var random = new Random(first);
            double due = Stopwatch.GetTimestamp();
            long held = 0;
            for (var call = first; call < calls && !_finished.Task.IsCompleted; call += Pacers)
            {
                due -= Math.Log(1 - random.NextDouble()) * meanGap * Pacers;
                Pause.Until((long)due);
                if (call - Volatile.Read(ref _answered) >= MaximumInFlight) held = WaitForAnswers(call);
                _lateness[call] = Stopwatch.GetTimestamp() - Math.Max((long)due, held);
                _ = AskAsync(call, (long)due, units[random.Next(units.Count)]);
            }
        }

        // What a call waits here is the node's doing, so it is no lateness of this generator.
        private long WaitForAnswers(int call)
        {
            while (call - Volatile.Read(ref _answered) >= MaximumInFlight && !_finished.Task.IsCompleted) Thread.Sleep(1);
            return Stopwatch.GetTimestamp();
        }

        private async Task AskAsync(int call, long due, RecordedUnit unit)
        {
            try
            {
                await question.AskAsync(clients[call % clients.Count], unit).ConfigureAwait(false);
                _times[call] = Stopwatch.GetTimestamp() - due;
                if (Interlocked.Increment(ref _answered) == calls) _finished.TrySetResult();
            }
            catch (Exception exception)
            {
                _finished.TrySetException(exception);
            }
        }
    }
}
