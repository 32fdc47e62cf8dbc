using Grpc.Core;

namespace Ledger.Rpc.Client;

/// <summary>A channel over HTTP/2; safe for use by many threads, and meant to be kept for long.</summary>
public sealed class RpcChannel : ChannelBase, IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly CancellationTokenSource _shutdown = new();
    private int _isDisposed;

    private RpcChannel(Uri address, RpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        Options = options;
        CredentialsReader credentials = CredentialsReader.Read(options.Credentials, address);
        CallCredentials = credentials.CallCredentials;
        _invoker = options.HttpHandler is { } handler
            ? new HttpMessageInvoker(handler, disposeHandler: false)
            : new HttpMessageInvoker(ChannelHandler.Create(options, credentials), disposeHandler: true);
    }

    /// <summary>The address calls go to.</summary>
    public Uri Address { get; }

    internal RpcChannelOptions Options { get; }

    internal IReadOnlyList<AsyncAuthInterceptor> CallCredentials { get; }

    internal CancellationToken Shutdown => _shutdown.Token;

    /// <summary>A channel to this address: <c>http</c> for HTTP/2 in cleartext, <c>https</c> for TLS.</summary>
    /// <exception cref="ArgumentException">The address is neither http nor https.</exception>
    public static RpcChannel ForAddress(Uri address, RpcChannelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"The address '{address}' is neither http nor https.", nameof(address));
        return new RpcChannel(address, options ?? new RpcChannelOptions());
    }

    /// <summary>A channel to this address: <c>http</c> for HTTP/2 in cleartext, <c>https</c> for TLS.</summary>
    /// <exception cref="UriFormatException">The address is not a URI.</exception>
    public static RpcChannel ForAddress(string address, RpcChannelOptions? options = null) => ForAddress(new Uri(address), options);

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker() => new RpcCallInvoker(this);

    /// <summary>Cancels the calls under way and closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;
        _shutdown.Cancel();
        _invoker.Dispose();
        _shutdown.Dispose();
    }

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);

    internal void CheckOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) == 1, this);

    /// <inheritdoc/>
    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }
}
