namespace Ledger.Node.Health;

/// <summary>Tells an index that stays behind its chain from one that catches up. Not thread-safe; <see cref="Current"/> may be read by anyone.</summary>
/// <param name="patience">An alarm is raised when the index has been too far behind for this long without coming nearer.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class LagAlarm(TimeSpan patience, TimeProvider timeProvider)
{
    private string? _current;
    private ulong _least;
    private long _since;
    private bool _isBehind;

    /// <summary>What is wrong, for an operator; null when nothing is.</summary>
    public string? Current => Volatile.Read(ref _current);

    /// <summary>Takes a look.</summary>
    /// <param name="lag">Blocks that the index lacks now.</param>
    public void Observe(ulong lag)
    {
        if (lag <= NodeStatus.MaxReadyLag)
        {
            _isBehind = false;
            Volatile.Write(ref _current, null);
            return;
        }

        // As long as it comes nearer, it catches up, however far it has to go.
        if (!_isBehind || lag < _least)
        {
            (_isBehind, _least, _since) = (true, lag, timeProvider.GetTimestamp());
            Volatile.Write(ref _current, null);
            return;
        }

        var elapsed = timeProvider.GetElapsedTime(_since);
        if (elapsed >= patience) Volatile.Write(ref _current, $"{lag} blocks behind, and no nearer for {elapsed.TotalSeconds:0} s");
    }
}
