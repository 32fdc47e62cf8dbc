using Grpc.Core;

namespace Ledger.Rpc.Client;

/// <summary>Takes credentials apart by the visitors that the Grpc.Core surface offers.</summary>
internal sealed class CredentialsReader : ChannelCredentialsConfiguratorBase
{
    private readonly List<AsyncAuthInterceptor> _callCredentials = [];
    private bool? _isSecure;

    public string? RootCertificates { get; private set; }

    public KeyCertificatePair? KeyCertificatePair { get; private set; }

    public IReadOnlyList<AsyncAuthInterceptor> CallCredentials => _callCredentials;

    /// <exception cref="ArgumentException">The credentials do not fit the address, or can't be honoured.</exception>
    public static CredentialsReader Read(ChannelCredentials? credentials, Uri address)
    {
        var reader = new CredentialsReader();
        credentials?.InternalPopulateConfiguration(reader, reader);
        if (reader._isSecure is { } isSecure && isSecure != (IsHttps(address)))
        {
            throw new ArgumentException(
                $"The credentials are for {(isSecure ? "https" : "http")}, but the address is {address}.", nameof(credentials));
        }

        return reader;
    }

    public static bool IsHttps(Uri address) => string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);

    public static void Read(CallCredentials credentials, List<AsyncAuthInterceptor> into) =>
        credentials.InternalPopulateConfiguration(new CallReader(into), null);

    public override void SetInsecureCredentials(object state) => _isSecure = false;

    public override void SetSslCredentials(
        object state,
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback)
    {
        // The context type such a callback takes is closed to runtimes outside its assembly.
        if (verifyPeerCallback is not null)
            throw new ArgumentException("A verify-peer callback is not supported; use RpcChannelOptions.HttpHandler.");
        _isSecure = true;
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
    }

    public override void SetCompositeCredentials(
        object state,
        ChannelCredentials channelCredentials,
        CallCredentials callCredentials)
    {
        channelCredentials.InternalPopulateConfiguration(this, state);
        Read(callCredentials, _callCredentials);
    }

    private sealed class CallReader(List<AsyncAuthInterceptor> into) : CallCredentialsConfiguratorBase
    {
        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials)
        {
            foreach (CallCredentials one in credentials)
                one.InternalPopulateConfiguration(this, state);
        }

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) =>
            into.Add(interceptor);
    }
}
