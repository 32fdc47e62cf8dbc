using System.Security.Cryptography;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Node.Keys;

namespace Ledger.Node.Relay;

/// <summary>The account whose transactions carry messages to the chain. It has no power: anyone could send the same calls.</summary>
internal sealed class RelayAccount : IDisposable
{
    private readonly EthereumPrivateKey _key;

    private RelayAccount(EthereumPrivateKey key) => _key = key;

    /// <summary>Its address.</summary>
    public Address Address => _key.Address;

    /// <summary>Reads the key, making one at the first start.</summary>
    public static RelayAccount Open(string path)
    {
        var secret = SecretFile.ReadOrCreate(path, Make);
        try
        {
            return new RelayAccount(new EthereumPrivateKey(secret));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Signs a transaction.</summary>
    public SignedTransaction Sign(Transaction transaction) => transaction.Sign(_key);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static void Make(byte[] secret)
    {
        using var key = EthereumPrivateKey.Create();
        key.CopyTo(secret);
    }
}
