using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Transactions;

public sealed class EthereumPrivateKeyTests
{
    // The key of EIP-155's and EIP-712's examples: keccak256("cow").
    [Fact]
    public void Address_OfTheKeyOfEip712_IsPublished()
    {
        using var key = new EthereumPrivateKey(Keccak256.Hash("cow"u8).Span);
        key.Address.ShouldBe(Address.Parse("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"));
        key.ToString().ShouldBe("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("0x01")]
    [InlineData("xyzzy")]
    public void Parse_NoKey_IsRefusedWithoutRepeatingIt(string text) =>
        Should.Throw<EthereumFormatException>(() => EthereumPrivateKey.Parse(text)).Message.ShouldNotContain(text);

    [Fact]
    public void Sign_AnyHash_RecoversToTheAddress()
    {
        using var key = EthereumPrivateKey.Create();
        Prop.ForAll<byte[]>(bytes =>
        {
            var hash = Keccak256.Hash(bytes);
            var signature = key.Sign(hash);
            return signature.IsLowS && signature.Recover(hash) == key.Address
                && Signature.FromBytes65(signature.ToBytes65()) == signature;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sign_AfterDispose_IsRefusedAndTheKeyIsGone()
    {
        var key = EthereumPrivateKey.Create();
        key.Dispose();
        Should.Throw<ObjectDisposedException>(() => key.Sign(Bytes32.Zero));
        Should.Throw<ObjectDisposedException>(() => key.CopyTo(new byte[32]));
    }

    [Fact]
    public void FromBytes65_UpperHalfOfS_IsRefused()
    {
        using var key = EthereumPrivateKey.Create();
        var hash = Keccak256.Hash("malleable"u8);
        var bytes = key.Sign(hash).ToBytes65();
        Negate(bytes.AsSpan(32, 32));
        bytes[64] = (byte)(55 - bytes[64]);
        Should.Throw<EthereumFormatException>(() => Signature.FromBytes65(bytes)).Message.ShouldContain("EIP-2");
        var malleable = new Signature(new Bytes32(bytes.AsSpan(0, 32)), new Bytes32(bytes.AsSpan(32, 32)), (byte)(bytes[64] - 27));
        malleable.TryRecover(hash, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(26)]
    [InlineData(29)]
    public void FromBytes65_OtherV_IsRefused(byte v)
    {
        using var key = EthereumPrivateKey.Create();
        var bytes = key.Sign(Bytes32.Zero).ToBytes65();
        bytes[64] = v;
        Should.Throw<EthereumFormatException>(() => Signature.FromBytes65(bytes));
    }

    [Fact]
    public void Recover_AnyBytes_IsAnAddressOrRefused() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(65).ToArbitrary(), bytes =>
        {
            var signature = new Signature(new Bytes32(bytes.AsSpan(0, 32)), new Bytes32(bytes.AsSpan(32, 32)), bytes[64]);
            return signature.TryRecover(Bytes32.Zero, out var signer) || signer == Address.Zero;
        }).QuickCheckThrowOnFailure();

    private static void Negate(Span<byte> s)
    {
        var order = new System.Numerics.BigInteger(
            Hex.FromHex("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"), isUnsigned: true, isBigEndian: true);
        var value = order - new System.Numerics.BigInteger(s, isUnsigned: true, isBigEndian: true);
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        s.Clear();
        bytes.CopyTo(s[(32 - bytes.Length)..]);
    }
}
