using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Native.Secp256k1;

namespace Ledger.Ethereum.Transactions;

/// <summary>An ECDSA signature over secp256k1 with the parity that lets the signer's address be recovered.</summary>
/// <param name="R">The x coordinate of the nonce point.</param>
/// <param name="S">The proof; Ethereum accepts its lower half only (EIP-2).</param>
/// <param name="YParity">0 or 1.</param>
public readonly record struct Signature(Bytes32 R, Bytes32 S, byte YParity)
{
    /// <summary>The size of the form contracts take: r, s, v.</summary>
    public const int SizeBytes = 65;

    private const int VBase = 27;

    /// <summary>Whether s is in the lower half of the group order and not zero (EIP-2).</summary>
    public bool IsLowS
    {
        get
        {
            Span<byte> rs = stackalloc byte[Secp256k1.SignatureSizeBytes];
            CopyTo(rs);
            return Secp256k1.IsLowS(rs);
        }
    }

    /// <summary>Reads r, s, v with v 27 or 28, as contracts take it.</summary>
    /// <exception cref="EthereumFormatException">Another length or v, or s in the upper half.</exception>
    public static Signature FromBytes65(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes) throw new EthereumFormatException($"Expected a signature of {SizeBytes} bytes, got {bytes.Length}.");
        if (bytes[64] is not (VBase or VBase + 1))
        {
            throw new EthereumFormatException($"Expected a signature with v 27 or 28, got {bytes[64]}.");
        }

        var signature = new Signature(new Bytes32(bytes[..32]), new Bytes32(bytes[32..64]), (byte)(bytes[64] - VBase));
        return signature.IsLowS ? signature : throw new EthereumFormatException("The signature's s is zero or in the upper half (EIP-2).");
    }

    /// <summary>Writes r, s, v with v 27 or 28, as contracts take it.</summary>
    public byte[] ToBytes65()
    {
        var bytes = new byte[SizeBytes];
        CopyTo(bytes.AsSpan(0, Secp256k1.SignatureSizeBytes));
        bytes[64] = (byte)(VBase + YParity);
        return bytes;
    }

    /// <summary>Recovers the account that signed a hash.</summary>
    /// <remarks>Any signature recovers to some address: compare it with the one expected.</remarks>
    /// <exception cref="EthereumFormatException">No key fits, or s is in the upper half.</exception>
    public Address Recover(in Bytes32 hash) =>
        TryRecover(hash, out var signer) ? signer : throw new EthereumFormatException("No account can have made this signature.");

    /// <summary>Recovers the account that signed a hash.</summary>
    /// <returns>False when no key fits, the parity is neither 0 nor 1, or s is in the upper half.</returns>
    public bool TryRecover(in Bytes32 hash, out Address signer)
    {
        signer = default;
        Span<byte> rs = stackalloc byte[Secp256k1.SignatureSizeBytes];
        CopyTo(rs);
        if (YParity > 1 || !Secp256k1.IsLowS(rs)) return false;
        Span<byte> publicKey = stackalloc byte[Secp256k1.PublicKeySizeBytes];
        if (!Secp256k1.TryRecover(hash.Span, rs, YParity, publicKey)) return false;
        signer = AddressOf(publicKey);
        return true;
    }

    /// <summary>The address of an uncompressed public key without its prefix byte: the last 20 bytes of its hash.</summary>
    internal static Address AddressOf(ReadOnlySpan<byte> publicKey64) => new(Keccak256.Hash(publicKey64).Span[12..]);

    private void CopyTo(Span<byte> rs)
    {
        R.Span.CopyTo(rs);
        S.Span.CopyTo(rs[32..]);
    }
}
