using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A request and the place its answer goes to; used once.</summary>
public abstract class JsonRpcCall
{
    private protected JsonRpcCall(JsonRpcRequest request) => Request = request;

    /// <summary>What is asked.</summary>
    public JsonRpcRequest Request { get; }

    /// <summary>Why there is no value; null while unanswered and after success.</summary>
    public JsonRpcException? Fault { get; private set; }

    /// <summary>Whether a value or a fault has arrived.</summary>
    public bool IsAnswered { get; private protected set; }

    internal long Id { get; set; }

    internal abstract void Decode(ref Utf8JsonReader reader);

    internal virtual void Fail(JsonRpcException fault)
    {
        Fault = fault;
        IsAnswered = true;
    }

    internal virtual void Reset()
    {
        Fault = null;
        IsAnswered = false;
    }
}
