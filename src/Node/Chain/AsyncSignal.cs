namespace Ledger.Node.Chain;

/// <summary>Wakes everyone who waits for something to change. Take <see cref="Next"/> before looking at what changes, so that no change is
/// missed.</summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource _next = Create();

    /// <summary>Completes at the next <see cref="Pulse"/>.</summary>
    public Task Next() => Volatile.Read(ref _next).Task;

    /// <summary>Wakes everyone who waits now.</summary>
    public void Pulse() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    // Where there is a context, as in a simulation that replays a seed on one thread, whoever waits goes on there and not on the pool.
    private static TaskCompletionSource Create() =>
        new(SynchronizationContext.Current is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
}
