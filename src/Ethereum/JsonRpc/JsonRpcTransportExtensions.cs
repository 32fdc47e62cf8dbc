namespace Ledger.Ethereum.JsonRpc;

/// <summary>The two ways to ask: one call, or a batch of them.</summary>
public static class JsonRpcTransportExtensions
{
    /// <summary>Asks one question.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="transport">The endpoint.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="decode">Reads the result.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The decoded result.</returns>
    /// <exception cref="JsonRpcException">There is no usable answer; the derived type says why.</exception>
    public static async Task<T> CallAsync<T>(
        this IJsonRpcTransport transport, JsonRpcRequest request, JsonRpcDecoder<T> decode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var call = new JsonRpcCall<T>(request, decode);
        await transport.SendAsync(call, cancellationToken);
        return call.Value;
    }

    /// <summary>Starts collecting calls for one round trip.</summary>
    /// <param name="transport">The endpoint.</param>
    public static JsonRpcBatch CreateBatch(this IJsonRpcTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        return new JsonRpcBatch(transport);
    }
}
