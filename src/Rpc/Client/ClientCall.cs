using Grpc.Core;

namespace Ledger.Rpc.Client;

/// <summary>One call of a client: its deadline, cancellation, headers and outcome. It ends exactly once.</summary>
internal abstract class ClientCall : IDisposable
{
    /// <summary>What a timer can wait for; a later deadline is sent to the server but not enforced here.</summary>
    private static readonly TimeSpan MaxTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancellation;
    private readonly ITimer? _timer;
    private readonly DateTime? _deadline;
    private TaskCompletionSource<Metadata>? _headersSource;
    private Metadata? _headers;
    private Status? _status;
    private Metadata _trailers = Metadata.Empty;
    private HttpResponseMessage? _response;
    private volatile bool _isDeadlineExceeded;
    private bool _isEnded;

    protected ClientCall(RpcChannel channel, CallOptions options)
    {
        Channel = channel;
        CallOptions = options;
        CallerToken = options.CancellationToken;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken, channel.Shutdown);
        Token = _cancellation.Token;
        if (options.Deadline is not { } deadline || deadline == DateTime.MaxValue)
            return;
        _deadline = deadline.Kind == DateTimeKind.Local ? deadline.ToUniversalTime() : deadline;
        TimeSpan remaining = Remaining() ?? TimeSpan.Zero;
        if (remaining <= TimeSpan.Zero)
            _isDeadlineExceeded = true;
        else if (remaining <= MaxTimer)
            _timer = channel.Options.TimeProvider.CreateTimer(Expire, this, remaining, Timeout.InfiniteTimeSpan);
    }

    public RpcChannel Channel { get; }

    public CancellationToken Token { get; }

    public Task<Metadata> ResponseHeadersAsync
    {
        get
        {
            lock (_gate)
            {
                if (_headersSource is null)
                {
                    _headersSource = new TaskCompletionSource<Metadata>(TaskCreationOptions.RunContinuationsAsynchronously);
                    if (_headers is not null)
                        _headersSource.SetResult(_headers);
                    else if (_status is { } status)
                        Fail(_headersSource, status);
                }

                return _headersSource.Task;
            }
        }
    }

    public bool IsEnded
    {
        get
        {
            lock (_gate)
                return _status is not null;
        }
    }

    protected CallOptions CallOptions { get; }

    protected CancellationToken CallerToken { get; }

    protected bool IsDeadlineExceeded => _isDeadlineExceeded;

    public Status GetStatus()
    {
        lock (_gate)
            return _status ?? throw new InvalidOperationException("The call has not ended: its status is not known yet.");
    }

    public Metadata GetTrailers()
    {
        lock (_gate)
        {
            return _status is null
                ? throw new InvalidOperationException("The call has not ended: its trailers are not known yet.")
                : _trailers;
        }
    }

    /// <summary>Cancels the call unless it has ended.</summary>
    public void Dispose()
    {
        bool isEnded;
        lock (_gate)
            isEnded = _isEnded;
        if (!isEnded)
        {
            SetOutcome(new Status(StatusCode.Cancelled, "The call was disposed."), Metadata.Empty);
            Release();
        }
    }

    /// <summary>The time left until the deadline, or null when there is none.</summary>
    public TimeSpan? Remaining() => _deadline - Channel.Options.TimeProvider.GetUtcNow().UtcDateTime;

    /// <summary>Sets the outcome, unless it is set, and frees the connection. Gives the exception for any status but OK.</summary>
    public RpcException? End(Status status, Metadata trailers)
    {
        Status outcome = SetOutcome(status, trailers);
        Release();
        return outcome.StatusCode == StatusCode.OK ? null : ToException(outcome);
    }

    /// <summary>The outcome of a call that this exception ended.</summary>
    public RpcException End(Exception exception)
    {
        Status status = exception switch
        {
            _ when _isDeadlineExceeded => new Status(StatusCode.DeadlineExceeded, "The deadline passed.", exception),
            RpcException rpc => rpc.Status,
            OperationCanceledException => new Status(StatusCode.Cancelled, "The call was cancelled.", exception),
            _ when Token.IsCancellationRequested => new Status(StatusCode.Cancelled, "The call was cancelled.", exception),
            _ => TransportStatus.Of(exception),
        };
        return End(status, (exception as RpcException)?.Trailers ?? Metadata.Empty) ?? ToException(status);
    }

    public RpcException ToException(Status status) => new(status, _trailers);

    protected void SetResponse(HttpResponseMessage response)
    {
        lock (_gate)
        {
            _response = response;
            if (!_isEnded)
                return;
        }

        response.Dispose();
    }

    protected void SetHeaders(Metadata headers)
    {
        lock (_gate)
        {
            _headers = headers;
            _headersSource?.TrySetResult(headers);
        }
    }

    private static void Fail(TaskCompletionSource<Metadata> source, Status status)
    {
        source.TrySetException(new RpcException(status));

        // Nobody has to await the headers of a call that failed.
        _ = source.Task.Exception;
    }

    private static void Expire(object? state)
    {
        var call = (ClientCall)state!;
        call._isDeadlineExceeded = true;
        call.Cancel();
    }

    private Status SetOutcome(Status status, Metadata trailers)
    {
        lock (_gate)
        {
            if (_status is { } known)
                return known;
            _status = status;
            _trailers = trailers;
            if (_headers is null && _headersSource is not null)
                Fail(_headersSource, status);
            return status;
        }
    }

    private void Release()
    {
        HttpResponseMessage? response;
        lock (_gate)
        {
            if (_isEnded)
                return;
            _isEnded = true;
            response = _response;
        }

        _timer?.Dispose();

        // Ends a request stream that is still open; a call that is complete on both sides does not notice.
        Cancel();
        response?.Dispose();
        _cancellation.Dispose();
    }

    private void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended at the same moment.
        }
    }
}
