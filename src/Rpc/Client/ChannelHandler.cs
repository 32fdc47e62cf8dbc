using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Rpc.Client;

/// <summary>Makes the HTTP handler of a channel.</summary>
internal static class ChannelHandler
{
    private static readonly TimeSpan KeepAliveDelay = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(30);

    public static SocketsHttpHandler Create(RpcChannelOptions options, CredentialsReader credentials)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // HTTP/2 with prior knowledge does not pass through HTTP/1.1 proxies.
            UseProxy = false,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = KeepAliveDelay,
            KeepAlivePingTimeout = KeepAliveTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
        if (credentials.RootCertificates is { } roots)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust };
            policy.CustomTrustStore.ImportFromPem(roots);

            // Private roots publish no revocation lists as a rule.
            policy.RevocationMode = X509RevocationMode.NoCheck;
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (credentials.KeyCertificatePair is { } pair)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(
                X509Certificate2.CreateFromPem(pair.CertificateChain, pair.PrivateKey), null, offline: true);
        }

        return handler;
    }
}
