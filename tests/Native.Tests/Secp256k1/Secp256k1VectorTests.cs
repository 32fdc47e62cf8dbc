using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Curve = Ledger.Native.Secp256k1.Secp256k1;

namespace Ledger.Native.Tests.Secp256k1;

/// <summary>Published vectors: SEC 2, the EIP-155 example, the ecrecover precompile's test, deterministic signatures shared by Bitcoin libraries.</summary>
public sealed class Secp256k1VectorTests
{
    private const string Order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000002", "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee51ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798b7c52588d95c3b9aa25b0403f1eef75702e84bb7597aabe663b82f6f04ef2777")]
    public void GetPublicKey_KnownMultiplesOfTheGenerator_Match(string key, string expected)
    {
        var publicKey = new byte[64];
        Curve.GetPublicKey(Convert.FromHexString(key), publicKey);
        Convert.ToHexStringLower(publicKey).ShouldBe(expected);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "Satoshi Nakamoto", "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d82442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "All those moments will be lost in time, like tears in rain. Time to die...", "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", "Satoshi Nakamoto", "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d06b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5")]
    [InlineData("f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181", "Alan Turing", "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea")]
    [InlineData("e91671c46231f833a6406ccbea0e3e392c76c167bac1cb013f6f1013980455c2", "There is a computer disease that anybody who works with computers knows about. It's a very serious disease and it interferes completely with the work. The trouble with computers is that you 'play' with them!", "b552edd27580141f3b2a5463048cb7cd3e047b97c9f98076c32dbdf85a68718b279fa72dd19bfae05577e06c7c0c1900c371fcd5893f7e1d56a37d30174671f6")]
    public void SignRecoverable_Rfc6979Vectors_Match(string key, string message, string expected)
    {
        var signature = new byte[64];
        Curve.SignRecoverable(SHA256.HashData(Encoding.UTF8.GetBytes(message)), Convert.FromHexString(key), signature, out _);
        Convert.ToHexStringLower(signature).ShouldBe(expected);
    }

    [Fact]
    public void SignRecoverable_Eip155Example_GivesItsSignatureAndParity()
    {
        var key = Convert.FromHexString("4646464646464646464646464646464646464646464646464646464646464646");
        var hash = Convert.FromHexString("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        var signature = new byte[64];

        Curve.SignRecoverable(hash, key, signature, out var recoveryId);

        Convert.ToHexStringLower(signature).ShouldBe("28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa63627667cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
        recoveryId.ShouldBe(0); // v = 37 = 35 + 2 × chain id 1 + 0.
    }

    [Fact]
    public void TryRecover_EcrecoverPrecompileExampleWithHighS_GivesTheAddress()
    {
        var hash = Convert.FromHexString("18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c");
        var signature = Convert.FromHexString("73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75feeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549");
        var publicKey = new byte[64];

        Curve.TryRecover(hash, signature, 1, publicKey).ShouldBeTrue();

        AddressOf(publicKey).ShouldBe("a94f5374fce5edbc8e2a8697c15331677e6ebf0b");
        Curve.IsLowS(signature).ShouldBeFalse();
        Curve.Verify(hash, signature, publicKey).ShouldBeFalse("a high s is refused");
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", true)]
    [InlineData(Order, false)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    [InlineData("00", false)]
    [InlineData("", false)]
    public void IsValidPrivateKey_AtTheEdgesOfTheRange_Decides(string key, bool expected) =>
        Curve.IsValidPrivateKey(Convert.FromHexString(key)).ShouldBe(expected);

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", true)]
    [InlineData("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1", false)]
    [InlineData(Order, false)]
    public void IsLowS_AtTheEdgesOfTheRange_Decides(string s, bool expected) =>
        Curve.IsLowS([.. new byte[32], .. Convert.FromHexString(s)]).ShouldBe(expected);

    private static string AddressOf(byte[] publicKey)
    {
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(publicKey, 0, publicKey.Length);
        var hash = new byte[32];
        digest.DoFinal(hash, 0);
        return Convert.ToHexStringLower(hash.AsSpan(12));
    }
}
