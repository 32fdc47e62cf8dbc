using Ledger.Node.Hosting;

namespace Ledger.Node.Health;

/// <summary>Raises the alarms that nothing else would: of a chain that makes no blocks and an index that stays behind, while reads go on.</summary>
internal sealed class AlarmWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly NodeServices _services;
    private readonly ILogger<AlarmWatch> _logger;
    private readonly LagAlarm? _lag;
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;

    /// <summary>Prepares the watch; nothing is looked at before <see cref="Start"/>.</summary>
    public AlarmWatch(NodeServices services)
    {
        _services = services;
        _logger = services.Loggers.CreateLogger<AlarmWatch>();
        if (services.Options.StallAlarmSeconds > 0) _lag = new LagAlarm(TimeSpan.FromSeconds(services.Options.StallAlarmSeconds), services.Overrides.TimeProvider);
    }

    /// <summary>What an operator has to look at though the node answers; empty when there is nothing.</summary>
    public IReadOnlyList<string> Current
    {
        get
        {
            var alarms = new List<string>();
            if (_services.Chain.Health.Alarm is { } stall) alarms.Add($"chain: {stall}");
            if (_lag?.Current is { } lag) alarms.Add($"index: {lag}");
            return alarms;
        }
    }

    /// <summary>Starts.</summary>
    public void Start() => _run = RunAsync(_stopping.Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _run;
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_lag is null) return;
        using var timer = new PeriodicTimer(Interval, _services.Overrides.TimeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var before = _lag.Current;
                _lag.Observe(_services.Follower.Lag);
                if (before is null && _lag.Current is { } raised) _logger.LogError("The index lags: {Alarm}. Look at the chain's endpoints, the disk and the processors.", raised);
                else if (before is not null && _lag.Current is null) _logger.LogWarning("The index comes nearer to the chain again.");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }
}
