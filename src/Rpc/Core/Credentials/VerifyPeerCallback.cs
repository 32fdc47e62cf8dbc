namespace Grpc.Core;

/// <summary>Checks a peer after its certificate chain was found good; false refuses it.</summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
