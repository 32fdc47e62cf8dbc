using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Chain;

/// <summary>The endpoints of one chain: whoever is usable answers, the preferred one first.</summary>
/// <param name="endpoints">The endpoints in order of preference.</param>
/// <param name="logger">Told of every failover.</param>
internal sealed class EndpointSet(IReadOnlyList<RpcEndpoint> endpoints, ILogger logger) : IDisposable
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<RpcEndpoint> All => endpoints;

    /// <summary>The newest block that a usable endpoint told of; null when none is usable.</summary>
    public ulong? Latest => endpoints.Where(endpoint => endpoint.IsUsable).Select(endpoint => (ulong?)endpoint.Latest).Max();

    /// <summary>What is wrong, endpoint by endpoint.</summary>
    public string Faults => string.Join("; ", endpoints.Select(endpoint => endpoint.Fault).Where(fault => fault is not null));

    /// <summary>Checks all at once.</summary>
    public Task CheckAsync(ulong chainId, CancellationToken cancellationToken) =>
        Task.WhenAll(endpoints.Select(endpoint => endpoint.CheckAsync(chainId, cancellationToken)));

    /// <summary>Asks one endpoint after the other until one answers.</summary>
    /// <param name="neededBlock">Endpoints that do not have this block yet are passed over.</param>
    /// <param name="ask">The question; an endpoint's newest block may be beyond <paramref name="neededBlock"/> or just there.
    /// <see cref="ChainUnavailableException"/> means that this endpoint lacks the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainUnavailableException">None answered.</exception>
    public async Task<T> AskAsync<T>(ulong neededBlock, Func<RpcEndpoint, Task<T>> ask, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var endpoint in endpoints)
        {
            if (!endpoint.IsUsable || endpoint.Latest < neededBlock) continue;
            try
            {
                return await ask(endpoint);
            }
            catch (Exception exception) when (exception is JsonRpcTransportException or JsonRpcProtocolException or ChainUnavailableException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                last = exception;
                if (exception is not ChainUnavailableException) endpoint.ReportFault(exception);
                logger.LogWarning(exception, "Endpoint {Endpoint} did not answer; the next one is asked.", endpoint.Options.HttpAddress);
            }
        }

        throw ChainAnswers.Unavailable($"No endpoint answers now. {last?.Message ?? Faults}", last);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var endpoint in endpoints) endpoint.Dispose();
    }
}
