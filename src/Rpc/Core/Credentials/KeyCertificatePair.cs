namespace Grpc.Core;

/// <summary>A certificate chain and its key, both PEM.</summary>
public sealed class KeyCertificatePair
{
    /// <summary>Makes the pair.</summary>
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        CertificateChain = certificateChain ?? throw new ArgumentNullException(nameof(certificateChain));
        PrivateKey = privateKey ?? throw new ArgumentNullException(nameof(privateKey));
    }

    /// <summary>The chain, PEM.</summary>
    public string CertificateChain { get; }

    /// <summary>The key, PEM.</summary>
    public string PrivateKey { get; }
}
