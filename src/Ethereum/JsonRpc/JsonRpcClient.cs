using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>JSON-RPC 2.0 over HTTP/1.1 with kept-alive connections. Thread-safe.</summary>
/// <remarks>
/// Idempotent requests are retried after transient faults (no connection, time-out, HTTP 429, 502, 503, 504), with a bounded number
/// of attempts and full jitter. Error answers and broken answers are never retried.
/// </remarks>
public sealed class JsonRpcClient : IJsonRpcTransport, IDisposable
{
    private const int FirstBufferSizeBytes = 16 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _endpoint;
    private readonly JsonRpcClientOptions _options;
    private readonly TimeProvider _timeProvider;
    private long _lastId;

    /// <summary>Creates a client; connects on first use.</summary>
    /// <param name="endpoint">An absolute <c>http</c> or <c>https</c> address.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="timeProvider">The clock for time-outs and retry delays.</param>
    public JsonRpcClient(Uri endpoint, JsonRpcClientOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme is not ("http" or "https")))
        {
            throw new ArgumentException("The endpoint is an absolute http or https address.", nameof(endpoint));
        }

        options.Validate();
        _endpoint = endpoint;
        _options = options;
        _timeProvider = timeProvider;
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.MaxConnections,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The address asked.</summary>
    public Uri Endpoint => _endpoint;

    /// <inheritdoc/>
    public int MaxBatchCalls => _options.MaxBatchCalls;

    /// <inheritdoc/>
    public Task SendAsync(JsonRpcCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return ExchangeAsync([call], isBatch: false, cancellationToken);
    }

    /// <inheritdoc/>
    public Task SendBatchAsync(IReadOnlyList<JsonRpcCall> calls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentOutOfRangeException.ThrowIfZero(calls.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls.Count, _options.MaxBatchCalls);
        return ExchangeAsync(calls, isBatch: true, cancellationToken);
    }

    /// <summary>Closes the connections; calls in flight fail.</summary>
    public void Dispose() => _http.Dispose();

    private async Task ExchangeAsync(IReadOnlyList<JsonRpcCall> calls, bool isBatch, CancellationToken cancellationToken)
    {
        var body = WriteBody(calls, isBatch);
        var attempts = calls.All(static call => call.Request.IsIdempotent) ? _options.MaxAttempts : 1;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AttemptAsync(body, calls, isBatch, cancellationToken);
                return;
            }
            catch (JsonRpcTransportException exception) when (exception.IsTransient && attempt < attempts)
            {
                await Task.Delay(DelayAfter(attempt, exception.RetryAfter), _timeProvider, cancellationToken);
            }
        }
    }

    private ReadOnlyMemory<byte> WriteBody(IReadOnlyList<JsonRpcCall> calls, bool isBatch)
    {
        var firstId = Interlocked.Add(ref _lastId, calls.Count) - calls.Count + 1;
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        if (isBatch) writer.WriteStartArray();
        for (var i = 0; i < calls.Count; i++)
        {
            calls[i].Id = firstId + i;
            calls[i].Request.WriteTo(writer, firstId + i);
        }

        if (isBatch) writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private async Task AttemptAsync(
        ReadOnlyMemory<byte> body, IReadOnlyList<JsonRpcCall> calls, bool isBatch, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMilliseconds), _timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            ThrowIfOverloaded(response);
            await ReadAnswerAsync(response, calls, isBatch, linked.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new JsonRpcTransportException(
                $"{_endpoint} did not answer within {_options.TimeoutMilliseconds} ms.", isTransient: true, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new JsonRpcTransportException($"{_endpoint} could not be asked: {exception.Message}", isTransient: true, exception);
        }
    }

    private void ThrowIfOverloaded(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
        {
            return;
        }

        var retryAfter = response.Headers.RetryAfter;
        throw new JsonRpcTransportException($"{_endpoint} answered HTTP {(int)response.StatusCode}.", isTransient: true, null)
        {
            StatusCode = response.StatusCode,
            RetryAfter = retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - _timeProvider.GetUtcNow() : null),
        };
    }

    private async Task ReadAnswerAsync(
        HttpResponseMessage response, IReadOnlyList<JsonRpcCall> calls, bool isBatch, CancellationToken cancellationToken)
    {
        var declared = response.Content.Headers.ContentLength;
        if (declared > _options.MaxResponseSizeBytes) throw TooLarge();
        var first = (int)(declared + 1 ?? FirstBufferSizeBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(first, FirstBufferSizeBytes * 64));
        try
        {
            var size = 0;
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(size), cancellationToken)) > 0;)
            {
                size += read;
                if (size > _options.MaxResponseSizeBytes) throw TooLarge();
                if (size == buffer.Length) buffer = Grow(buffer, size);
            }

            Interpret(response.StatusCode, buffer.AsSpan(0, size), calls, isBatch);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Interpret(HttpStatusCode status, ReadOnlySpan<byte> body, IReadOnlyList<JsonRpcCall> calls, bool isBatch)
    {
        foreach (var call in calls) call.Reset();
        try
        {
            JsonRpcAnswerReader.Read(body, calls, isBatch);
        }
        catch (JsonRpcProtocolException exception) when ((int)status is < 200 or > 299)
        {
            // Some clients send error objects with an HTTP failure status; without such an object the status is all there is to tell.
            throw new JsonRpcTransportException($"{_endpoint} answered HTTP {(int)status}.", isTransient: false, exception) { StatusCode = status };
        }
    }

    private static byte[] Grow(byte[] buffer, int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * buffer.Length, Array.MaxLength));
        buffer.AsSpan(0, size).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private JsonRpcProtocolException TooLarge() => new($"The answer of {_endpoint} is larger than {_options.MaxResponseSizeBytes} bytes.");

    private TimeSpan DelayAfter(int attempt, TimeSpan? retryAfter)
    {
        var ceiling = Math.Min((double)_options.RetryDelayMilliseconds * (1 << Math.Min(attempt - 1, 20)), _options.MaxRetryDelayMilliseconds);
        var jittered = TimeSpan.FromMilliseconds(ceiling * Random.Shared.NextDouble());
        var longest = TimeSpan.FromMilliseconds(_options.MaxRetryDelayMilliseconds);
        var asked = retryAfter is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        return asked > longest ? longest : asked > jittered ? asked : jittered;
    }
}
