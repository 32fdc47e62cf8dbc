using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>What the connection does with a subscription, whatever its values are.</summary>
internal abstract class WebSocketSubscription
{
    /// <summary>The request that starts it, again after every reconnection.</summary>
    public abstract JsonRpcRequest Request { get; }

    /// <summary>The id the node gave it on the present connection.</summary>
    public string? ServerId { get; set; }

    public abstract void Deliver(ref Utf8JsonReader result);

    public abstract void TellGap();

    public abstract void End(Exception? fault);
}
