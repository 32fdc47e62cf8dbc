namespace Ledger.Node.Embedded;

/// <summary>Spaces blocks: anvil recomputes its whole state for each, so the more it has to do, the rarer they come.</summary>
/// <param name="minInterval">Blocks are at least this far apart.</param>
/// <param name="timeProvider">Measures.</param>
internal sealed class BlockPace(TimeSpan minInterval, TimeProvider timeProvider)
{
    private long? _lastStart;
    private TimeSpan _lastMining;

    /// <summary>The distance kept now: the least one, or twice the time the last block took to mine.</summary>
    public TimeSpan Interval => _lastMining * 2 > minInterval ? _lastMining * 2 : minInterval;

    /// <summary>Waits until the next block may start.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_lastStart is not { } start) return;
        var left = Interval - timeProvider.GetElapsedTime(start);
        if (left > TimeSpan.Zero) await Task.Delay(left, timeProvider, cancellationToken);
    }

    /// <summary>A block starts.</summary>
    public void Start() => _lastStart = timeProvider.GetTimestamp();

    /// <summary>The block that started last is mined.</summary>
    public void Finish() => _lastMining = _lastStart is { } start ? timeProvider.GetElapsedTime(start) : TimeSpan.Zero;
}
