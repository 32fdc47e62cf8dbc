using Ledger.Node.Index.Storage;

namespace Ledger.Node.Hosting;

/// <summary>Looks after a disk that has refused a write: RocksDB takes none any more from then on, and has to be opened anew when there is room.</summary>
internal sealed class DiskWatch(DiskRoom room, TimeProvider timeProvider, ILogger<DiskWatch> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _regained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _run = Task.CompletedTask;

    /// <summary>Completes when a write was refused and there is room again.</summary>
    public Task Regained => _regained.Task;

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
        using var timer = new PeriodicTimer(Interval, timeProvider);
        var isAlarmed = false;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!room.IsRefused) continue;
                if (!isAlarmed) logger.LogCritical("Nothing can be written: {Reason}", room.Complaint);
                isAlarmed = true;
                if (!room.CanBeWritten()) continue;
                logger.LogWarning("There is room on the disk again: the node opens its database anew.");
                _regained.TrySetResult();
                return;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }
}
