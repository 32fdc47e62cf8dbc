namespace Ledger.Crash.Tests.Simulation;

/// <summary>Runs everything that is simulated on one thread, in an order that follows from the seed alone.</summary>
/// <param name="time">Moves on when there is nothing else to do.</param>
internal sealed class SimulationThread(VirtualTime time) : SynchronizationContext
{
    private const int MaxSteps = 1_000_000;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly Thread _thread = Thread.CurrentThread;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Thread.CurrentThread != _thread) throw new InvalidOperationException("Something simulated ran on another thread: the seed would not replay it.");
        _ready.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing that is simulated waits for a thread.");

    /// <summary>Runs a simulation to its end.</summary>
    /// <exception cref="InvalidOperationException">It can never end: something waits for what nobody will do.</exception>
    public void Run(Func<Task> simulation)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var running = simulation();
            for (var step = 0; !running.IsCompleted; step++)
            {
                if (step == MaxSteps) throw new InvalidOperationException($"It does not end; {time.Elapsed} have been simulated.");
                if (_ready.TryDequeue(out var next)) next.Callback(next.State);
                else if (!time.Advance()) throw new InvalidOperationException($"Everything waits for ever, after {time.Elapsed}.");
            }

            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
