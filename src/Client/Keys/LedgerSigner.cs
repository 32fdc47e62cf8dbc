using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Keystore;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Client.Keys;

/// <summary>Someone who signs here. The key stays in this process; only signatures leave it.</summary>
public sealed class LedgerSigner : IDisposable
{
    private readonly EthereumPrivateKey _key;

    /// <summary>Wraps a key, and owns it.</summary>
    /// <param name="name">What this client calls the signer, in messages to people.</param>
    /// <param name="key">The key.</param>
    public LedgerSigner(string name, EthereumPrivateKey key)
    {
        Name = name;
        _key = key;
    }

    /// <summary>What this client calls the signer.</summary>
    public string Name { get; }

    /// <summary>The account.</summary>
    public Address Account => _key.Address;

    internal IEthereumSigner Key => _key;

    /// <summary>Opens a keystore (Web3 secret storage, version 3).</summary>
    /// <param name="path">The file; its name without extension becomes the signer's.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LedgerException">The file is missing or no keystore, or the password is wrong.</exception>
    public static async Task<LedgerSigner> OpenAsync(string path, string password, CancellationToken cancellationToken = default)
    {
        try
        {
            return new LedgerSigner(Path.GetFileNameWithoutExtension(path), await KeystoreFile.OpenAsync(path, password, cancellationToken));
        }
        catch (KeystorePasswordException exception)
        {
            throw new LedgerException(
                ErrorCode.PermissionDenied, $"The password does not open the keystore '{path}'.", "Give the keystore's own password.", "password", exception);
        }
        catch (EthereumFormatException exception)
        {
            throw new LedgerException(
                ErrorCode.ArgumentInvalid, $"'{path}' is no keystore: {exception.Message}", "Name a keystore of version 3 (Web3 secret storage).", "keystore", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(
                ErrorCode.ArgumentMissing, $"The keystore '{path}' can't be read: {exception.Message}", "Check the signer's name and the file's permissions.", "keystore", exception);
        }
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _key.Dispose();
}
