using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>JSON-RPC 2.0 over one WebSocket: calls multiplexed, subscriptions, reconnection. Thread-safe.</summary>
/// <remarks>
/// When the connection is lost, calls in flight fail with a transient <see cref="JsonRpcTransportException"/> (whether the node acted is
/// unknown, so nothing is retried here), and subscriptions are made again and tell a gap. A malformed message counts as a lost connection.
/// </remarks>
public sealed class JsonRpcWebSocket : IJsonRpcTransport, IAsyncDisposable
{
    private const int FirstBufferSizeBytes = 16 * 1024;
    private const int UnsubscribeTimeoutMilliseconds = 1_000;

    private readonly Uri _endpoint;
    private readonly JsonRpcWebSocketOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<long, PendingCall> _pending = new();
    private readonly ConcurrentDictionary<WebSocketSubscription, byte> _subscriptions = new();
    private readonly Task _running;
    private volatile TaskCompletionSource<ClientWebSocket> _connected = NewSource<ClientWebSocket>();
    private long _lastId;

    /// <summary>Creates the socket and starts connecting.</summary>
    /// <param name="endpoint">An absolute <c>ws</c> or <c>wss</c> address.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="timeProvider">The clock for time-outs and delays.</param>
    public JsonRpcWebSocket(Uri endpoint, JsonRpcWebSocketOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("ws" or "wss"))
        {
            throw new ArgumentException("The endpoint is an absolute ws or wss address.", nameof(endpoint));
        }

        options.Validate();
        _endpoint = endpoint;
        _options = options;
        _timeProvider = timeProvider;
        _running = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public int MaxBatchCalls => _options.MaxBatchCalls;

    /// <summary>Whether there is a connection now.</summary>
    public bool IsConnected => _connected.Task.IsCompletedSuccessfully;

    /// <summary>Why the last connection was lost or refused; null before the first time.</summary>
    public Exception? LastFault { get; private set; }

    /// <inheritdoc/>
    public async Task SendAsync(JsonRpcCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMilliseconds), _timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken, _stop.Token);
        if (_pending.Count >= _options.MaxPendingCalls)
        {
            throw new JsonRpcTransportException($"{_options.MaxPendingCalls} calls wait for {_endpoint} already.", isTransient: true, null);
        }

        call.Id = Interlocked.Increment(ref _lastId);
        var pending = new PendingCall(call, NewSource<bool>());
        try
        {
            var socket = await _connected.Task.WaitAsync(linked.Token);
            _pending[call.Id] = pending;
            await WriteAsync(socket, call, linked.Token);
            await pending.Answered.Task.WaitAsync(linked.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var why = _stop.IsCancellationRequested ? "was closed" : $"did not answer within {_options.TimeoutMilliseconds} ms";
            throw new JsonRpcTransportException($"{_endpoint} {why}.", isTransient: !_stop.IsCancellationRequested, exception);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw new JsonRpcTransportException($"The connection to {_endpoint} was lost: {exception.Message}", isTransient: true, exception);
        }
        finally
        {
            _pending.TryRemove(call.Id, out _);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The calls go out one after another without waiting: over a socket, that is one round trip.</remarks>
    public Task SendBatchAsync(IReadOnlyList<JsonRpcCall> calls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentOutOfRangeException.ThrowIfZero(calls.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls.Count, _options.MaxBatchCalls);
        return Task.WhenAll(calls.Select(call => SendAsync(call, cancellationToken)));
    }

    /// <summary>Subscribes to new heads.</summary>
    /// <param name="cancellationToken">Gives up waiting for the node's consent; it does not end the subscription.</param>
    /// <exception cref="JsonRpcException">There is no usable answer; the derived type says why.</exception>
    public Task<JsonRpcSubscription<RpcHead>> SubscribeHeadsAsync(CancellationToken cancellationToken) =>
        SubscribeAsync(JsonRpcRequest.Create("eth_subscribe", static writer => writer.WriteStringValue("newHeads"u8)), BlockDecoder.ReadHead, cancellationToken);

    /// <summary>Subscribes to logs.</summary>
    /// <param name="filter">Which; only its addresses and topics count.</param>
    /// <param name="cancellationToken">Gives up waiting for the node's consent; it does not end the subscription.</param>
    /// <exception cref="JsonRpcException">There is no usable answer; the derived type says why.</exception>
    public Task<JsonRpcSubscription<FilteredLog>> SubscribeLogsAsync(LogFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var request = JsonRpcRequest.Create("eth_subscribe", writer =>
        {
            writer.WriteStringValue("logs"u8);
            filter.WriteTo(writer);
        });
        return SubscribeAsync(request, ReceiptDecoder.ReadLog, cancellationToken);
    }

    /// <summary>Closes the connection, fails the calls in flight and ends all subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var subscription in _subscriptions.Keys) subscription.End(null);
        _stop.Dispose();
        _sending.Dispose();
    }

    internal async ValueTask UnsubscribeAsync(WebSocketSubscription subscription)
    {
        if (!_subscriptions.TryRemove(subscription, out _) || !IsConnected || subscription.ServerId is not { } id) return;
        try
        {
            var request = JsonRpcRequest.Create("eth_unsubscribe", writer => writer.WriteStringValue(id));
            using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(UnsubscribeTimeoutMilliseconds), _timeProvider);
            await this.CallAsync(request, EthereumDecoders.Json, limit.Token);
        }
        catch (Exception exception) when (exception is JsonRpcException or OperationCanceledException)
        {
            // A lost connection has ended the subscription on the node's side as well; what a slow node still sends is ignored.
        }
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<JsonRpcSubscription<T>> SubscribeAsync<T>(JsonRpcRequest request, JsonRpcDecoder<T> decode, CancellationToken cancellationToken)
        where T : class
    {
        var subscription = new JsonRpcSubscription<T>(this, request, decode, _options.SubscriptionCapacity);
        try
        {
            await StartAsync(subscription.Core, cancellationToken);
            return subscription;
        }
        catch
        {
            // The node's consent may have been read at the very moment the caller gave up.
            await subscription.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the node to start a subscription. Registered while the answer is read: the first notification may follow at once.</summary>
    private Task<bool> StartAsync(WebSocketSubscription subscription, CancellationToken cancellationToken) =>
        this.CallAsync(
            subscription.Request,
            (ref reader) =>
            {
                if (subscription.ServerId is not null) subscription.TellGap();
                subscription.ServerId = JsonHex.ReadText(ref reader);
                _subscriptions[subscription] = 0;
                return true;
            },
            cancellationToken);

    private async Task RunAsync()
    {
        for (var failures = 0; !_stop.IsCancellationRequested;)
        {
            using var socket = new ClientWebSocket();
            socket.Options.KeepAliveInterval = TimeSpan.FromMilliseconds(_options.KeepAliveIntervalMilliseconds);
            socket.Options.KeepAliveTimeout = TimeSpan.FromMilliseconds(_options.KeepAliveTimeoutMilliseconds);
            try
            {
                await ConnectAsync(socket);
                failures = 0;
                await ServeAsync(socket);
            }
            catch (Exception exception)
            {
                // Whatever ended this connection, the next one is made: a loop that died would leave every caller waiting.
                LastFault = exception;
            }

            Disconnect(socket);
            failures++;
            await Task.Delay(DelayAfter(failures), _timeProvider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(ClientWebSocket socket)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _connected.SetResult(socket);
        var resuming = ResumeAsync(socket, ended.Token);
        try
        {
            await ReceiveAsync(socket);
        }
        finally
        {
            await ended.CancelAsync();
            await resuming;
        }
    }

    private async Task ConnectAsync(ClientWebSocket socket)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMilliseconds), _timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token);
        await socket.ConnectAsync(_endpoint, linked.Token);
    }

    /// <summary>Starts every subscription again on a new connection; one that can't be started for lack of an answer ends the connection.</summary>
    private async Task ResumeAsync(ClientWebSocket socket, CancellationToken ended)
    {
        foreach (var subscription in _subscriptions.Keys)
        {
            try
            {
                await StartAsync(subscription, ended);
            }
            catch (Exception exception) when (exception is JsonRpcTransportException or OperationCanceledException)
            {
                socket.Abort();
                return;
            }
            catch (JsonRpcException exception)
            {
                _subscriptions.TryRemove(subscription, out _);
                subscription.End(exception);
            }
        }
    }

    private void Disconnect(ClientWebSocket socket)
    {
        if (_connected.Task.IsCompleted) _connected = NewSource<ClientWebSocket>();

        // From here on every send fails, so a call is either among the pending ones below or told by its own send.
        socket.Abort();
        foreach (var id in _pending.Keys)
        {
            if (_pending.TryRemove(id, out var pending)) pending.Answered.TrySetException(new WebSocketException("the connection ended"));
        }
    }

    private async Task ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferSizeBytes);
        try
        {
            var size = 0;
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(size), _stop.Token);
                if (received.MessageType == WebSocketMessageType.Close) return;
                size += received.Count;
                if (size > _options.MaxMessageSizeBytes) throw new JsonRpcProtocolException($"A message is larger than {_options.MaxMessageSizeBytes} bytes.");
                if (received.EndOfMessage)
                {
                    Dispatch(buffer.AsSpan(0, size));
                    size = 0;
                }
                else if (size == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(size * 2);
                    buffer.AsSpan(0, size).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Dispatch(ReadOnlySpan<byte> message)
    {
        if (WebSocketMessage.ReadId(message) is not { } id)
        {
            WebSocketMessage.Deliver(message, FindSubscription);
            return;
        }

        if (id < 1 || id > Interlocked.Read(ref _lastId)) throw new JsonRpcProtocolException($"Nothing was asked with id {id}.");

        // The answer to a call that was given up comes too late for anyone.
        if (!_pending.TryRemove(id, out var pending)) return;
        try
        {
            JsonRpcAnswerReader.Read(message, [pending.Call], isBatch: false);
            pending.Answered.TrySetResult(true);
        }
        catch (JsonRpcProtocolException exception)
        {
            pending.Answered.TrySetException(exception);
            throw;
        }
    }

    private WebSocketSubscription? FindSubscription(string serverId) =>
        _subscriptions.Keys.FirstOrDefault(subscription => string.Equals(subscription.ServerId, serverId, StringComparison.Ordinal));

    private async Task WriteAsync(ClientWebSocket socket, JsonRpcCall call, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var writer = new Utf8JsonWriter(buffer)) call.Request.WriteTo(writer, call.Id);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            // A send that is cancelled half-way would break the connection for everyone, so only closing cancels it.
            await socket.SendAsync(buffer.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private TimeSpan DelayAfter(int failures)
    {
        var ceiling = Math.Min((double)_options.ReconnectDelayMilliseconds * (1 << Math.Min(failures - 1, 20)), _options.MaxReconnectDelayMilliseconds);
        return TimeSpan.FromMilliseconds(ceiling * Random.Shared.NextDouble());
    }

    private sealed record PendingCall(JsonRpcCall Call, TaskCompletionSource<bool> Answered);
}
