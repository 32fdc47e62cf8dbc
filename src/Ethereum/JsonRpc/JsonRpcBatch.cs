namespace Ledger.Ethereum.JsonRpc;

/// <summary>Calls collected for one round trip. Not thread-safe; sent once.</summary>
public sealed class JsonRpcBatch
{
    private readonly IJsonRpcTransport _transport;
    private readonly List<JsonRpcCall> _calls = [];

    internal JsonRpcBatch(IJsonRpcTransport transport) => _transport = transport;

    /// <summary>How many calls were added.</summary>
    public int Count => _calls.Count;

    /// <summary>Adds a call.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="request">What is asked.</param>
    /// <param name="decode">Reads the result.</param>
    /// <returns>The call, whose <see cref="JsonRpcCall{T}.Value"/> is there once the batch was sent.</returns>
    /// <exception cref="InvalidOperationException">The batch already holds as many calls as the transport allows.</exception>
    public JsonRpcCall<T> Add<T>(JsonRpcRequest request, JsonRpcDecoder<T> decode)
    {
        if (_calls.Count >= _transport.MaxBatchCalls)
        {
            throw new InvalidOperationException($"A batch holds at most {_transport.MaxBatchCalls} calls.");
        }

        var call = new JsonRpcCall<T>(request, decode);
        _calls.Add(call);
        return call;
    }

    /// <summary>Sends all calls; afterwards each has its own value or fault.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="JsonRpcException">The batch as a whole got no usable answer.</exception>
    public Task SendAsync(CancellationToken cancellationToken) =>
        _calls.Count == 0 ? Task.CompletedTask : _transport.SendBatchAsync(_calls, cancellationToken);
}
