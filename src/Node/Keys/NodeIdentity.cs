using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Native.Sodium;

namespace Ledger.Node.Keys;

/// <summary>The node's Ed25519 key, and what it attests. Thread-safe but for disposal.</summary>
/// <remarks>
/// A node attests that at a height its chain has this hash and its index this digest. Clients keep the last attestation, and catch a node that
/// later shows a shorter or another chain. The signed message is <see cref="Context"/>, then chain id and number (8 bytes each, big-endian), then
/// hash and digest (32 bytes each).
/// </remarks>
internal sealed class NodeIdentity : IDisposable
{
    private const int MessageSizeBytes = 26 + 8 + 8 + 32 + 32;

    private readonly SecureBytes _secretKey;
    private readonly byte[] _publicKey;

    private NodeIdentity(SecureBytes secretKey, byte[] publicKey) => (_secretKey, _publicKey) = (secretKey, publicKey);

    /// <summary>What every signed message starts with, so that a signature over one thing is never one over another.</summary>
    public static ReadOnlySpan<byte> Context => "ledger.v1.node.attestation"u8;

    /// <summary>The public key, 32 bytes.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>Reads the key, making one at the first start.</summary>
    public static NodeIdentity Open(string path)
    {
        var seed = SecretFile.ReadOrCreate(path, secret => SecureBytes.FillRandom(secret));
        var secretKey = new SecureBytes(Ed25519.SecretKeySizeBytes);
        try
        {
            var publicKey = new byte[Ed25519.PublicKeySizeBytes];
            Ed25519.CreateKeyPair(seed, publicKey, secretKey.Span);
            return new NodeIdentity(secretKey, publicKey);
        }
        catch
        {
            secretKey.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The message that an attestation signs.</summary>
    public static byte[] MessageOf(ulong chainId, ulong number, Bytes32 hash, Bytes32 digest)
    {
        var message = new byte[MessageSizeBytes];
        Context.CopyTo(message);
        var rest = message.AsSpan(Context.Length);
        BinaryPrimitives.WriteUInt64BigEndian(rest, chainId);
        BinaryPrimitives.WriteUInt64BigEndian(rest[8..], number);
        hash.Span.CopyTo(rest[16..]);
        digest.Span.CopyTo(rest[48..]);
        return message;
    }

    /// <summary>Attests a height.</summary>
    public Attestation Attest(ulong chainId, ulong number, Bytes32 hash, Bytes32 digest)
    {
        var signature = new byte[Ed25519.SignatureSizeBytes];
        Ed25519.Sign(MessageOf(chainId, number, hash, digest), _secretKey.Span, signature);
        return new Attestation
        {
            ChainId = chainId,
            Number = number,
            Hash = ByteString.CopyFrom(hash.Span),
            Digest = ByteString.CopyFrom(digest.Span),
            NodeKey = ByteString.CopyFrom(_publicKey),
            Signature = UnsafeByteOperations.UnsafeWrap(signature),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _secretKey.Dispose();
}
