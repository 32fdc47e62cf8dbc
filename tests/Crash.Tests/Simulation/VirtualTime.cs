namespace Ledger.Crash.Tests.Simulation;

/// <summary>A clock that moves only when nothing else can: to the moment of the timer that is due first. For one thread.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private long _ticks;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long it has been.</summary>
    public TimeSpan Elapsed => new(_ticks);

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(50).AddTicks(_ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the next timer and lets it act.</summary>
    /// <returns>False when there is none: nothing will ever happen again.</returns>
    public bool Advance()
    {
        while (_timers.TryDequeue(out var timer, out var at))
        {
            if (timer.Due != at.Due) continue;
            _ticks = Math.Max(_ticks, at.Due);
            timer.Fire();
            return true;
        }

        return false;
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; private set; } = -1;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero) throw new NotSupportedException("Nothing that is simulated repeats by itself.");
            Due = dueTime == Timeout.InfiniteTimeSpan ? -1 : time._ticks + dueTime.Ticks;
            if (Due >= 0) time._timers.Enqueue(this, (Due, time._order++));
            return true;
        }

        public void Fire()
        {
            Due = -1;
            callback(state);
        }

        public void Dispose() => Due = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
