namespace Grpc.Core;

/// <summary>What a handler knows of its call.</summary>
public abstract class ServerCallContext
{
    private Dictionary<object, object>? _userState;

    /// <summary>For runtimes and tests.</summary>
    protected ServerCallContext()
    {
    }

    /// <summary><c>/service/method</c>.</summary>
    public string Method => MethodCore;

    /// <summary>The host asked for, with its port.</summary>
    public string Host => HostCore;

    /// <summary>The address of the peer, such as <c>ipv4:127.0.0.1:4242</c>.</summary>
    public string Peer => PeerCore;

    /// <summary>The deadline, UTC; <see cref="DateTime.MaxValue"/> when there is none.</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>Metadata sent by the client.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Cancelled when the client cancels, its connection is lost or the deadline passes.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>Metadata to send after the last message.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>The status to send when the handler returns; OK unless set.</summary>
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }

    /// <summary>How responses are written.</summary>
    public WriteOptions? WriteOptions
    {
        get => WriteOptionsCore;
        set => WriteOptionsCore = value;
    }

    /// <summary>What the transport knows of the peer.</summary>
    public AuthContext AuthContext => AuthContextCore;

    /// <summary>A place for interceptors and handlers to share objects.</summary>
    public IDictionary<object, object> UserState => UserStateCore;

    /// <summary>Runtime's <see cref="Method"/>.</summary>
    protected abstract string MethodCore { get; }

    /// <summary>Runtime's <see cref="Host"/>.</summary>
    protected abstract string HostCore { get; }

    /// <summary>Runtime's <see cref="Peer"/>.</summary>
    protected abstract string PeerCore { get; }

    /// <summary>Runtime's <see cref="Deadline"/>.</summary>
    protected abstract DateTime DeadlineCore { get; }

    /// <summary>Runtime's <see cref="RequestHeaders"/>.</summary>
    protected abstract Metadata RequestHeadersCore { get; }

    /// <summary>Runtime's <see cref="CancellationToken"/>.</summary>
    protected abstract CancellationToken CancellationTokenCore { get; }

    /// <summary>Runtime's <see cref="ResponseTrailers"/>.</summary>
    protected abstract Metadata ResponseTrailersCore { get; }

    /// <summary>Runtime's <see cref="Status"/>.</summary>
    protected abstract Status StatusCore { get; set; }

    /// <summary>Runtime's <see cref="WriteOptions"/>.</summary>
    protected abstract WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>Runtime's <see cref="AuthContext"/>.</summary>
    protected abstract AuthContext AuthContextCore { get; }

    /// <summary>Runtime's <see cref="UserState"/>.</summary>
    protected virtual IDictionary<object, object> UserStateCore => _userState ??= [];

    /// <summary>Sends the response metadata now instead of with the first message. At most once.</summary>
    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    /// <summary>Makes a link for calls made on behalf of this one.</summary>
    public ContextPropagationToken CreatePropagationToken(ContextPropagationOptions? options = null) =>
        CreatePropagationTokenCore(options);

    /// <summary>Runtime's <see cref="WriteResponseHeadersAsync"/>.</summary>
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);

    /// <summary>Runtime's <see cref="CreatePropagationToken"/>.</summary>
    protected abstract ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options);
}
