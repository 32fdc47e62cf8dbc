using Ledger.Node.Chain;

namespace Ledger.Node.Hosting;

/// <summary>Brings the chain up beside the server, follows it, and completes the deployment.</summary>
internal sealed class ChainRunner(NodeServices services, ILogger<ChainRunner> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<NodeStartException> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _run = Task.CompletedTask;

    /// <summary>Completes when the chain is up, the contracts are deployed and the index has them.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Completes when the chain cannot start as things are.</summary>
    public Task<NodeStartException> Failed => _failed.Task;

    /// <summary>Starts.</summary>
    public void Start() => _run = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _run;
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var following = Task.CompletedTask;
        try
        {
            await services.Chain.StartAsync(services.Index.Writer.NextBlock, cancellationToken);
            following = services.Follower.RunAsync(cancellationToken);
            var deployer = new Deployer(
                services.Chain, services.Index, services.Networks, services.Network, services.Loggers.CreateLogger<Deployer>());
            await deployer.CompleteAsync(services.Overrides.TimeProvider, cancellationToken);
            Embedded.DurableFile.Write(
                services.Folder.NetworkFilePath, System.Text.Encoding.UTF8.GetBytes(services.Network.Descriptor.ToJson()));
            _ready.TrySetResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        await following;
    }

    // A halted chain is told by Status: what is in the index can still be read.
    private void Fail(Exception exception)
    {
        logger.LogCritical(exception, "The chain cannot start: {Reason}", exception.Message);
        if (exception is ChainHaltedException) return;
        _failed.TrySetResult(StartFaults.Explain(exception)
            ?? NodeStartException.Internal($"The chain cannot start: {exception.Message} Look into the log.", exception));
    }
}
