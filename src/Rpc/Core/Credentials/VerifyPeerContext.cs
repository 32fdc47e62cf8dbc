namespace Grpc.Core;

/// <summary>The peer that a <see cref="VerifyPeerCallback"/> checks.</summary>
public class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    /// <summary>The name that was dialled.</summary>
    public string TargetName { get; }

    /// <summary>The peer's certificate, PEM.</summary>
    public string PeerPem { get; }
}
