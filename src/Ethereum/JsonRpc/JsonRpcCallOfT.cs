using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A request, how its result is read, and the value once it has arrived.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed class JsonRpcCall<T> : JsonRpcCall
{
    private readonly JsonRpcDecoder<T> _decode;
    private T? _value;

    /// <summary>Creates the call; it is sent by an <see cref="IJsonRpcTransport"/> or as part of a <see cref="JsonRpcBatch"/>.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="decode">Reads the result.</param>
    public JsonRpcCall(JsonRpcRequest request, JsonRpcDecoder<T> decode)
        : base(request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(decode);
        _decode = decode;
    }

    /// <summary>The value.</summary>
    /// <exception cref="JsonRpcException">The node answered with an error, or with something unusable.</exception>
    /// <exception cref="InvalidOperationException">The call was not sent yet.</exception>
    public T Value
    {
        get
        {
            if (!IsAnswered) throw new InvalidOperationException($"{Request.Method} was not answered yet.");
            return Fault is null ? _value! : throw Fault;
        }
    }

    internal override void Decode(ref Utf8JsonReader reader)
    {
        _value = _decode(ref reader);
        IsAnswered = true;
    }

    internal override void Reset()
    {
        base.Reset();
        _value = default;
    }
}
