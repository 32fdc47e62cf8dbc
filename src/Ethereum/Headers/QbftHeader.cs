using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Native.Secp256k1;

namespace Ledger.Ethereum.Headers;

/// <summary>A block header with its QBFT extra data read, its two hashes, and who sealed it.</summary>
public sealed class QbftHeader
{
    private readonly Lazy<IReadOnlyList<Address?>> _signers;

    private QbftHeader(BlockHeader header, QbftExtraData extraData)
    {
        Header = header;
        ExtraData = extraData;
        _signers = new(Recover);
        Hash = header.ComputeHash(extraData.EncodeForBlockHash());
        CommitHash = header.ComputeHash(extraData.EncodeForCommit());
    }

    /// <summary>The header.</summary>
    public BlockHeader Header { get; }

    /// <summary>Its extra data.</summary>
    public QbftExtraData ExtraData { get; }

    /// <summary>The block's hash: over the header with the seal list emptied and the round 0, so that it is the same however and when the block was agreed.</summary>
    public Bytes32 Hash { get; }

    /// <summary>What every seal signs: the hash of the header with the seal list emptied and the round kept.</summary>
    public Bytes32 CommitHash { get; }

    /// <summary>Reads the extra data of a header.</summary>
    /// <param name="header">The header.</param>
    /// <exception cref="EthereumFormatException">Its extra data is not QBFT's.</exception>
    public static QbftHeader Read(BlockHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new QbftHeader(header, QbftExtraData.Decode(header.ExtraData.Span));
    }

    /// <summary>Recovers the account that made each seal, in the seals' order; null where a seal is no signature at all. Works once, and remembers.</summary>
    public IReadOnlyList<Address?> RecoverSigners() => _signers.Value;

    private Address?[] Recover()
    {
        var signers = new Address?[ExtraData.Seals.Count];
        var signed = CommitHash;
        Span<byte> publicKey = stackalloc byte[Secp256k1.PublicKeySizeBytes];
        for (var i = 0; i < signers.Length; i++)
        {
            var seal = ExtraData.Seals[i].AsSpan();
            var recoveryId = seal[Secp256k1.SignatureSizeBytes];
            if (recoveryId > 1 || !Secp256k1.TryRecover(signed.Span, seal[..Secp256k1.SignatureSizeBytes], recoveryId, publicKey)) continue;
            signers[i] = new Address(Keccak256.Hash(publicKey).Span[^Address.SizeBytes..]);
        }

        return signers;
    }
}
