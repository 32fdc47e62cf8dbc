using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Keystore;

/// <summary>A keystore on disk: readable by its owner only, and there whole or not at all.</summary>
public static class KeystoreFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Encrypts a key into a file that must not exist yet: a key is never overwritten.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key.</param>
    /// <param name="password">The password.</param>
    /// <param name="cost">What each guess at the password is to cost.</param>
    /// <param name="cancellationToken">Stops before the file appears.</param>
    /// <exception cref="IOException">The file exists, or can't be written.</exception>
    public static async Task CreateAsync(string path, EthereumPrivateKey key, string password, KeystoreCost cost, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) throw new IOException($"'{path}' exists; a keystore is never overwritten.");
        var json = KeystoreV3.Encrypt(key, password, cost);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        try
        {
            await using (var stream = new FileStream(temporary, options))
            {
                await stream.WriteAsync(json, cancellationToken);
                await stream.FlushAsync(cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Decrypts the key in a file; the caller disposes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="EthereumFormatException">It is no keystore.</exception>
    /// <exception cref="KeystorePasswordException">The password is wrong.</exception>
    public static async Task<EthereumPrivateKey> OpenAsync(string path, string password, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (new FileInfo(path).Length > KeystoreV3.MaxSizeBytes)
        {
            throw new EthereumFormatException($"'{path}' is longer than {KeystoreV3.MaxSizeBytes} bytes: no keystore.");
        }

        return KeystoreV3.Decrypt(await File.ReadAllBytesAsync(path, cancellationToken), password);
    }
}
