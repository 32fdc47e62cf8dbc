namespace Ledger.Ethereum.JsonRpc;

/// <summary>Carries calls to one endpoint and brings their answers.</summary>
public interface IJsonRpcTransport
{
    /// <summary>Most calls one batch may hold.</summary>
    int MaxBatchCalls { get; }

    /// <summary>Sends one call and waits for its answer, which is then in the call.</summary>
    /// <param name="call">The call; not sent before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="JsonRpcTransportException">No answer arrived.</exception>
    /// <exception cref="JsonRpcProtocolException">What arrived is no JSON-RPC answer to this call.</exception>
    Task SendAsync(JsonRpcCall call, CancellationToken cancellationToken);

    /// <summary>Sends calls in one round trip; each ends with its own value or fault.</summary>
    /// <param name="calls">The calls, at most <see cref="MaxBatchCalls"/>; none sent before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="JsonRpcTransportException">No answer arrived.</exception>
    /// <exception cref="JsonRpcProtocolException">What arrived is no JSON-RPC batch answer.</exception>
    /// <exception cref="JsonRpcErrorException">The node refused the batch as a whole.</exception>
    Task SendBatchAsync(IReadOnlyList<JsonRpcCall> calls, CancellationToken cancellationToken);
}
