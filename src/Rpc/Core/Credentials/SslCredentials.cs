namespace Grpc.Core;

/// <summary>TLS credentials of a channel.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    private readonly VerifyPeerCallback? _verifyPeerCallback;

    /// <summary>The trust of the system, no client certificate.</summary>
    public SslCredentials()
        : this(null, null, null)
    {
    }

    /// <summary>The trust of these roots (PEM), no client certificate.</summary>
    public SslCredentials(string rootCertificates)
        : this(rootCertificates, null, null)
    {
    }

    /// <summary>The trust of these roots (PEM) and a client certificate.</summary>
    public SslCredentials(string rootCertificates, KeyCertificatePair keyCertificatePair)
        : this(rootCertificates, keyCertificatePair, null)
    {
    }

    /// <summary>Roots (PEM), a client certificate and a check of the peer, each optional.</summary>
    public SslCredentials(
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback)
    {
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
        _verifyPeerCallback = verifyPeerCallback;
    }

    /// <summary>The roots, PEM; null means those of the system.</summary>
    public string? RootCertificates { get; }

    /// <summary>The client certificate.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; }

    /// <inheritdoc/>
    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
        configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, _verifyPeerCallback);
}
