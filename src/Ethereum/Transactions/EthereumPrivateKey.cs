using System.Security.Cryptography;
using Ledger.Ethereum.Primitives;
using Ledger.Native.Secp256k1;

namespace Ledger.Ethereum.Transactions;

/// <summary>A secp256k1 private key in memory, wiped when disposed. Thread-safe but for disposal.</summary>
public sealed class EthereumPrivateKey : IEthereumSigner, IDisposable
{
    /// <summary>The number of bytes.</summary>
    public const int SizeBytes = Secp256k1.PrivateKeySizeBytes;

    // Pinned, so that the collector leaves no copy behind when it compacts.
    private readonly byte[] _key = GC.AllocateUninitializedArray<byte>(SizeBytes, pinned: true);
    private bool _disposed;

    /// <summary>Copies a key; the caller wipes its own bytes.</summary>
    /// <param name="key">Exactly 32 bytes, big-endian, from 1 to the group order less 1.</param>
    /// <exception cref="EthereumFormatException">The key has another length or is out of range.</exception>
    public EthereumPrivateKey(ReadOnlySpan<byte> key)
    {
        if (!Secp256k1.IsValidPrivateKey(key))
        {
            throw new EthereumFormatException("Not a private key: expected 32 bytes, not zero, below the group order.");
        }

        key.CopyTo(_key);
        Address = AddressOf(key);
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <summary>Makes a new key from the system's random source.</summary>
    public static EthereumPrivateKey Create()
    {
        Span<byte> key = stackalloc byte[SizeBytes];
        try
        {
            do RandomNumberGenerator.Fill(key);
            while (!Secp256k1.IsValidPrivateKey(key));
            return new EthereumPrivateKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Reads 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="EthereumFormatException">The text is no private key; its message does not repeat the text.</exception>
    public static EthereumPrivateKey Parse(ReadOnlySpan<char> text)
    {
        Span<byte> key = stackalloc byte[SizeBytes];
        try
        {
            if (!Hex.TryFromHex(text, key)) throw new EthereumFormatException("Not a private key: expected 64 hexadecimal digits.");
            return new EthereumPrivateKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The key was wiped.</exception>
    public Signature Sign(in Bytes32 hash)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Span<byte> rs = stackalloc byte[Secp256k1.SignatureSizeBytes];
        Secp256k1.SignRecoverable(hash.Span, _key, rs, out var recoveryId);
        return new Signature(new Bytes32(rs[..32]), new Bytes32(rs[32..]), (byte)(recoveryId & 1));
    }

    /// <summary>Copies the key out, to store it encrypted; the caller wipes the copy.</summary>
    /// <param name="destination">Exactly <see cref="SizeBytes"/> bytes.</param>
    /// <exception cref="ObjectDisposedException">The key was wiped.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (destination.Length != SizeBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(destination), $"A private key takes {SizeBytes} bytes.");
        }

        _key.CopyTo(destination);
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_key);
    }

    /// <summary>The account's address, never the key.</summary>
    public override string ToString() => Address.ToChecksumString();

    private static Address AddressOf(ReadOnlySpan<byte> key)
    {
        Span<byte> publicKey = stackalloc byte[Secp256k1.PublicKeySizeBytes];
        Secp256k1.GetPublicKey(key, publicKey);
        return Signature.AddressOf(publicKey);
    }
}
