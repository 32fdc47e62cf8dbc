using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Keys;
using Ledger.Native.Sodium;

namespace Ledger.Client.Tests.Keys;

public sealed class IdentityKeyFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ledger-identity-{Guid.NewGuid():n}.json");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task OpenSeed_RightPassword_GivesTheKeyOfThePublicHalf()
    {
        var publicKey = await IdentityKeyFile.CreateAsync(_path, "correct horse");
        IdentityKeyFile.ReadPublicKey(_path).ShouldBe(publicKey);
        using var seed = IdentityKeyFile.OpenSeed(_path, "correct horse");
        var (derived, secret) = (new byte[32], new byte[64]);
        Ed25519.CreateKeyPair(seed.Span, derived, secret);
        derived.ShouldBe(publicKey.Span.ToArray());
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(_path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task OpenSeed_WrongPassword_IsRefused()
    {
        await IdentityKeyFile.CreateAsync(_path, "correct horse");
        Should.Throw<LedgerException>(() => IdentityKeyFile.OpenSeed(_path, "wrong horse")).Code.ShouldBe(ErrorCode.PermissionDenied);
    }

    [Fact]
    public async Task OpenSeed_PublicKeyReplaced_IsRefused()
    {
        var publicKey = await IdentityKeyFile.CreateAsync(_path, "correct horse");
        var other = $"0x{new string('1', 64)}";
        await File.WriteAllTextAsync(_path, (await File.ReadAllTextAsync(_path)).Replace(publicKey.ToString(), other, StringComparison.Ordinal));
        Should.Throw<LedgerException>(() => IdentityKeyFile.OpenSeed(_path, "correct horse")).Code.ShouldBe(ErrorCode.PermissionDenied);
    }

    [Fact]
    public async Task Create_FileExists_LeavesIt()
    {
        await IdentityKeyFile.CreateAsync(_path, "correct horse");
        var before = await File.ReadAllBytesAsync(_path);
        await Should.ThrowAsync<IOException>(() => IdentityKeyFile.CreateAsync(_path, "other"));
        (await File.ReadAllBytesAsync(_path)).ShouldBe(before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":\"ledger-identity/1\",\"publicKey\":\"0x12\"}")]
    public async Task ReadPublicKey_NoIdentityKey_SaysSo(string content)
    {
        await File.WriteAllTextAsync(_path, content);
        Should.Throw<LedgerException>(() => IdentityKeyFile.ReadPublicKey(_path)).Code.ShouldBe(ErrorCode.ArgumentInvalid);
    }
}
