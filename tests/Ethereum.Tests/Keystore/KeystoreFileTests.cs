using Ledger.Ethereum.Keystore;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Keystore;

public sealed class KeystoreFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-keystore-");

    private string Target => Path.Combine(_folder.FullName, "key.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Create_NewFile_OpensAndIsReadableByTheOwnerOnly()
    {
        using var key = EthereumPrivateKey.Create();
        await KeystoreFile.CreateAsync(Target, key, "p", KeystoreCost.Light, CancellationToken.None);

        using var again = await KeystoreFile.OpenAsync(Target, "p", CancellationToken.None);

        again.Address.ShouldBe(key.Address);
        _folder.GetFiles().ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Target).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Create_FileExists_LeavesItAlone()
    {
        await File.WriteAllTextAsync(Target, "precious");
        using var key = EthereumPrivateKey.Create();

        await Should.ThrowAsync<IOException>(() => KeystoreFile.CreateAsync(Target, key, "p", KeystoreCost.Light, CancellationToken.None));

        (await File.ReadAllTextAsync(Target)).ShouldBe("precious");
        _folder.GetFiles().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Create_Cancelled_LeavesNothing()
    {
        using var key = EthereumPrivateKey.Create();

        await Should.ThrowAsync<OperationCanceledException>(
            () => KeystoreFile.CreateAsync(Target, key, "p", KeystoreCost.Light, new CancellationToken(canceled: true)));

        _folder.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_WrongPasswordAndHugeFile_AreDifferentErrors()
    {
        using var key = EthereumPrivateKey.Create();
        await KeystoreFile.CreateAsync(Target, key, "p", KeystoreCost.Light, CancellationToken.None);
        await Should.ThrowAsync<KeystorePasswordException>(() => KeystoreFile.OpenAsync(Target, "q", CancellationToken.None));

        await File.WriteAllBytesAsync(Target, new byte[KeystoreV3.MaxSizeBytes + 1]);
        await Should.ThrowAsync<EthereumFormatException>(() => KeystoreFile.OpenAsync(Target, "p", CancellationToken.None));
    }
}
