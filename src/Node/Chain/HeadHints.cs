using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Chain;

/// <summary>Subscribes to new heads where endpoints offer it, and passes on that there is one. What it is, is asked and checked as always.</summary>
/// <remarks>A hint may come late, twice or never: polling goes on beside it.</remarks>
internal sealed class HeadHints : IAsyncDisposable
{
    private readonly RpcChainOptions _options;
    private readonly Action _hint;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _run;

    /// <summary>Starts subscribing.</summary>
    /// <param name="options">The addresses.</param>
    /// <param name="hint">Called for every sign of a new head; must be quick.</param>
    /// <param name="timeProvider">Delays and timeouts.</param>
    /// <param name="logger">Told of endpoints that refuse.</param>
    public HeadHints(RpcChainOptions options, Action hint, TimeProvider timeProvider, ILogger logger)
    {
        _options = options;
        _hint = hint;
        _timeProvider = timeProvider;
        _logger = logger;
        _run = Task.WhenAll(options.HeadEndpoints.Select(address => Task.Run(() => ListenAsync(address), CancellationToken.None)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ListenAsync(Uri address)
    {
        var bounds = new JsonRpcWebSocketOptions { TimeoutMilliseconds = _options.CheckTimeoutMilliseconds };
        await using var socket = new JsonRpcWebSocket(address, bounds, _timeProvider);

        // One line when it begins to fail and one when that is over: it is tried for as long as the node runs, and the log is bounded.
        for (var isFailing = false; ;)
        {
            try
            {
                await using var heads = await socket.SubscribeHeadsAsync(_stopping.Token);
                if (isFailing) _logger.LogInformation("Endpoint {Endpoint} tells of new heads again.", address);
                isFailing = false;

                // A gap says that heads were missed, which is a hint as good as any.
                await foreach (var _ in heads.Events.ReadAllAsync(_stopping.Token)) _hint();
            }
            catch (JsonRpcException exception)
            {
                if (!isFailing) _logger.LogWarning(exception, "Endpoint {Endpoint} tells of no new heads; polling goes on.", address);
                isFailing = true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(_options.PollIntervalMilliseconds), _timeProvider, _stopping.Token);
        }
    }
}
