using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Native.Sodium;

namespace Ledger.Client.Heads;

/// <summary>Checks a node's signature over what it attests.</summary>
/// <remarks>
/// Signed are the bytes of <c>ledger.v1.node.attestation</c>, chain id and block number (8 bytes each, big-endian), block hash and index
/// digest (32 bytes each).
/// </remarks>
internal static class AttestationSignature
{
    private const int NumbersSizeBytes = 2 * sizeof(ulong);

    private static ReadOnlySpan<byte> Context => "ledger.v1.node.attestation"u8;

    /// <summary>Whether the attestation is well formed and signed by the key it names.</summary>
    public static bool IsValid(Attestation attestation)
    {
        if (attestation.Hash.Length != Bytes32.SizeBytes || attestation.Digest.Length != Bytes32.SizeBytes
            || attestation.NodeKey.Length != Ed25519.PublicKeySizeBytes || attestation.Signature.Length != Ed25519.SignatureSizeBytes)
        {
            return false;
        }

        var message = new byte[Context.Length + NumbersSizeBytes + (2 * Bytes32.SizeBytes)];
        Context.CopyTo(message);
        var rest = message.AsSpan(Context.Length);
        BinaryPrimitives.WriteUInt64BigEndian(rest, attestation.ChainId);
        BinaryPrimitives.WriteUInt64BigEndian(rest[sizeof(ulong)..], attestation.Number);
        attestation.Hash.Span.CopyTo(rest[NumbersSizeBytes..]);
        attestation.Digest.Span.CopyTo(rest[(NumbersSizeBytes + Bytes32.SizeBytes)..]);
        return Ed25519.Verify(message, attestation.Signature.Span, attestation.NodeKey.Span);
    }
}
