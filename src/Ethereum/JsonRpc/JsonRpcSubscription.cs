using System.Text.Json;
using System.Threading.Channels;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A running subscription. It outlives connections; dispose it to end it.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class JsonRpcSubscription<T> : IAsyncDisposable
    where T : class
{
    private readonly JsonRpcWebSocket _socket;
    private readonly Inner _inner;

    internal JsonRpcSubscription(JsonRpcWebSocket socket, JsonRpcRequest request, JsonRpcDecoder<T> decode, int capacity)
    {
        _socket = socket;
        _inner = new Inner(request, decode, capacity);
    }

    /// <summary>The events, in order; completed when the subscription ends, with a fault when the node refused to resume it.</summary>
    public ChannelReader<SubscriptionEvent<T>> Events => _inner.Events.Reader;

    internal WebSocketSubscription Core => _inner;

    /// <summary>Ends the subscription.</summary>
    public async ValueTask DisposeAsync()
    {
        await _socket.UnsubscribeAsync(_inner);
        _inner.End(null);
    }

    private sealed class Inner(JsonRpcRequest request, JsonRpcDecoder<T> decode, int capacity) : WebSocketSubscription
    {
        private bool _isGapLast;

        /// <summary>One place more than the capacity, so that a gap can always be told.</summary>
        public Channel<SubscriptionEvent<T>> Events { get; } =
            Channel.CreateBounded<SubscriptionEvent<T>>(new BoundedChannelOptions(capacity + 1) { SingleReader = false, SingleWriter = true });

        public override JsonRpcRequest Request => request;

        public override void Deliver(ref Utf8JsonReader result)
        {
            var value = decode(ref result);
            if (Events.Reader.Count < capacity && Events.Writer.TryWrite(new SubscriptionEvent<T>(value))) _isGapLast = false;
            else TellGap();
        }

        public override void TellGap()
        {
            // Two gaps in a row say no more than one.
            if (!_isGapLast) _isGapLast = Events.Writer.TryWrite(default);
        }

        public override void End(Exception? fault) => Events.Writer.TryComplete(fault);
    }
}
