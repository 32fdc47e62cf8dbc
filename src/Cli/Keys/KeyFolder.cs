using System.Security.Cryptography;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Keys;
using Ledger.Ethereum.Keystore;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Cli.Keys;

/// <summary>The keystores of a home: <c>NAME.json</c> signs (secp256k1, keystore v3), <c>NAME.identity.json</c> is the Ed25519 key.</summary>
internal sealed class KeyFolder(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int NameLengthMaximum = 64;
    private const int PasswordSizeBytes = 24;

    /// <summary>The password of the development consortium's own keystores.</summary>
    public string PasswordFile => Path.Combine(folder, "password");

    /// <summary>The keystore of a signer.</summary>
    public string PathOf(string name) => Path.Combine(folder, $"{Checked(name)}.json");

    /// <summary>The file of a signer's identity key.</summary>
    public string IdentityPathOf(string name) => Path.Combine(folder, $"{Checked(name)}.identity.json");

    /// <summary>The names that have a keystore here.</summary>
    public IEnumerable<string> Names() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(n => !n.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [];

    /// <summary>Opens a signer's keystore.</summary>
    /// <exception cref="LedgerException">There is none of this name, or the password is wrong.</exception>
    public async Task<LedgerSigner> OpenAsync(string name, string password, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path)) return await LedgerSigner.OpenAsync(path, password, cancellationToken);
        var known = string.Join(", ", Names());
        throw new LedgerException(
            ErrorCode.ArgumentInvalid,
            $"There is no keystore of {name} in '{folder}'.",
            known.Length == 0 ? $"Make one with 'ledger key new {name}', or start a development consortium with 'ledger up'." : $"Name one of: {known}.",
            "as");
    }

    /// <summary>Makes both keys of a signer.</summary>
    /// <returns>The account, and the identity key's public half.</returns>
    /// <exception cref="LedgerException">There are keys of this name already.</exception>
    public async Task<(Address Account, Bytes32 Identity)> CreateAsync(string name, string password, KeystoreCost cost, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            throw new LedgerException(ErrorCode.AlreadyRegistered, $"'{path}' exists; a key is never overwritten.", "Take another name, or move the old keys away.", "name");
        }

        Directory.CreateDirectory(folder);
        using var key = EthereumPrivateKey.Create();
        // The identity key comes first: when the keystore is there, both are.
        File.Delete(IdentityPathOf(name));
        var identity = await IdentityKeyFile.CreateAsync(IdentityPathOf(name), password, cancellationToken);
        await KeystoreFile.CreateAsync(path, key, password, cost, cancellationToken);
        return (key.Address, identity);
    }

    /// <summary>The development consortium's password, made at the first time.</summary>
    public async Task<string> DevelopmentPasswordAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(PasswordFile))
        {
            Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            var temporary = $"{PasswordFile}.{Guid.NewGuid():n}.tmp";
            await using (var stream = new StreamWriter(temporary, options))
            {
                await stream.WriteLineAsync(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordSizeBytes)).AsMemory(), cancellationToken);
            }

            File.Move(temporary, PasswordFile);
        }

        return (await File.ReadAllTextAsync(PasswordFile, cancellationToken)).Trim();
    }

    private static string Checked(string name)
    {
        if (name.Length is > 0 and <= NameLengthMaximum && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return name;
        throw new LedgerException(
            ErrorCode.ArgumentInvalid, $"'{name}' is no name of a key.", $"Take 1 to {NameLengthMaximum} letters, digits, '-' and '_'.", "name");
    }
}
