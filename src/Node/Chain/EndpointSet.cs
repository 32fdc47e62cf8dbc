using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Chain;

/// <summary>The endpoints of one chain: whoever is usable answers, the preferred one first, those that were put aside last.</summary>
/// <param name="endpoints">The endpoints in order of preference.</param>
/// <param name="timeProvider">Tells how long answers take.</param>
/// <param name="logger">Told of every failover.</param>
internal sealed class EndpointSet(IReadOnlyList<RpcEndpoint> endpoints, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    // Whoever takes so long to fail costs more than its answers are worth.
    private static readonly TimeSpan SlowFault = TimeSpan.FromSeconds(2);

    private readonly Task[] _checks = [.. endpoints.Select(static _ => Task.CompletedTask)];

    /// <summary>All of them.</summary>
    public IReadOnlyList<RpcEndpoint> All => endpoints;

    /// <summary>Those that answer, in the order in which they are asked.</summary>
    public IEnumerable<RpcEndpoint> Usable => endpoints.Where(endpoint => endpoint.IsUsable).OrderBy(endpoint => endpoint.IsAside ? endpoint.AsideSince : long.MinValue);

    /// <summary>The newest block that a usable endpoint told of, by those that were not put aside if there are any; null when none is usable.</summary>
    public ulong? Latest
    {
        get
        {
            var usable = Usable.ToList();
            var believed = usable.Where(endpoint => !endpoint.IsAside).ToList();
            return (believed.Count > 0 ? believed : usable).Select(endpoint => (ulong?)endpoint.Latest).Max();
        }
    }

    /// <summary>What is wrong, endpoint by endpoint.</summary>
    public string Faults => string.Join("; ", endpoints.Select(endpoint => endpoint.Fault).Where(fault => fault is not null));

    /// <summary>Whether every endpoint serves another chain.</summary>
    public bool IsElsewhere => endpoints.All(endpoint => endpoint.IsWrongChain);

    /// <summary>Whether no endpoint is left that has the blocks that were followed before.</summary>
    public bool IsContradicted => endpoints.All(endpoint => endpoint.Contradiction is not null || endpoint.IsWrongChain) && !IsElsewhere;

    /// <summary>Checks all at once, but those whose last check has not ended.</summary>
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < endpoints.Count; i++)
        {
            if (_checks[i].IsCompleted) _checks[i] = endpoints[i].CheckAsync(cancellationToken);
        }

        return Task.WhenAll(_checks);
    }

    /// <summary>Asks one endpoint after the other until one answers.</summary>
    /// <param name="neededBlock">Endpoints that do not have this block yet are passed over.</param>
    /// <param name="ask">The question; an endpoint's newest block may be beyond <paramref name="neededBlock"/> or just there.
    /// <see cref="ChainUnavailableException"/> means that this endpoint lacks the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainUnavailableException">None answered.</exception>
    public async Task<T> AskAsync<T>(ulong neededBlock, Func<RpcEndpoint, Task<T>> ask, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var endpoint in Usable.Where(endpoint => endpoint.Latest >= neededBlock).ToList())
        {
            var started = timeProvider.GetTimestamp();
            try
            {
                var answer = await ask(endpoint);
                endpoint.ReportAnswer();
                return answer;
            }
            catch (Exception exception) when (exception is JsonRpcException or ChainUnavailableException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                last = exception;
                if (exception is JsonRpcTransportException or JsonRpcProtocolException) endpoint.ReportFault(exception);
                if (timeProvider.GetElapsedTime(started) >= SlowFault) endpoint.PutAside();
                else endpoint.ReportMiss();
                logger.LogWarning(exception, "Endpoint {Endpoint} did not answer; the next one is asked.", endpoint.Address);
            }
            catch (OperationCanceledException) when (timeProvider.GetElapsedTime(started) >= SlowFault)
            {
                // Whoever asked has waited long enough: next time somebody else is asked first.
                endpoint.PutAside();
                throw;
            }
        }

        throw ChainAnswers.Unavailable($"No endpoint answers now. {last?.Message ?? Faults}", last);
    }

    /// <summary>Ends with the last checks.</summary>
    public Task EndedAsync() => Task.WhenAll(_checks);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var endpoint in endpoints) endpoint.Dispose();
    }
}
