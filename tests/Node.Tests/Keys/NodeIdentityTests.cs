using System.Runtime.Versioning;
using Ledger.Ethereum.Primitives;
using Ledger.Native.Sodium;
using Ledger.Node.Hosting;
using Ledger.Node.Keys;
using Ledger.Node.Tests.Hosting;

namespace Ledger.Node.Tests.Keys;

[SupportedOSPlatform("linux")]
public sealed class NodeIdentityTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string KeyPath => _folder.In("identity.key");

    [Fact]
    public void Attest_AnyHeight_CanBeVerifiedWithThePublicKey()
    {
        using var identity = NodeIdentity.Open(KeyPath);
        var hash = Bytes32.Parse("0x" + new string('1', 64));
        var digest = Bytes32.Parse("0x" + new string('2', 64));
        var attestation = identity.Attest(5, 6, hash, digest);
        Ed25519.Verify(NodeIdentity.MessageOf(5, 6, hash, digest), attestation.Signature.Span, attestation.NodeKey.Span).ShouldBeTrue();
        Ed25519.Verify(NodeIdentity.MessageOf(5, 7, hash, digest), attestation.Signature.Span, attestation.NodeKey.Span).ShouldBeFalse();
    }

    [Fact]
    public void Open_Again_HasTheSameKeyInAFileForTheOwnerOnly()
    {
        byte[] first;
        using (var identity = NodeIdentity.Open(KeyPath)) first = identity.PublicKey.ToArray();
        using var again = NodeIdentity.Open(KeyPath);
        again.PublicKey.ToArray().ShouldBe(first);
        File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("zz")]
    public void Open_DamagedFile_SaysSo(string content)
    {
        File.WriteAllText(KeyPath, content);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Should.Throw<NodeStartException>(() => NodeIdentity.Open(KeyPath)).Message.ShouldContain("damaged");
    }

    [Fact]
    public void Open_FileThatOthersCanRead_IsRefused()
    {
        NodeIdentity.Open(KeyPath).Dispose();
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Should.Throw<NodeStartException>(() => NodeIdentity.Open(KeyPath)).Message.ShouldContain("chmod 600");
    }

    public void Dispose() => _folder.Dispose();
}
