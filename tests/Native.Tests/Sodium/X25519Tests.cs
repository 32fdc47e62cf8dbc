using Ledger.Native.Sodium;

namespace Ledger.Native.Tests.Sodium;

public sealed class X25519Tests
{
    // RFC 7748, clause 5.2.
    [Theory]
    [InlineData("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4", "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c", "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d", "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493", "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957")]
    public void TryAgree_Rfc7748Vectors_Match(string scalar, string point, string expected)
    {
        var shared = new byte[32];
        X25519.TryAgree(Convert.FromHexString(scalar), Convert.FromHexString(point), shared).ShouldBeTrue();
        Convert.ToHexStringLower(shared).ShouldBe(expected);
    }

    // RFC 7748, clause 6.1.
    [Fact]
    public void TryAgree_AliceAndBob_ShareTheRfcsSecret()
    {
        var alice = Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var bob = Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        byte[] alicePublic = new byte[32], bobPublic = new byte[32], first = new byte[32], second = new byte[32];

        X25519.GetPublicKey(alice, alicePublic);
        X25519.GetPublicKey(bob, bobPublic);
        X25519.TryAgree(alice, bobPublic, first).ShouldBeTrue();
        X25519.TryAgree(bob, alicePublic, second).ShouldBeTrue();

        Convert.ToHexStringLower(alicePublic).ShouldBe("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        Convert.ToHexStringLower(bobPublic).ShouldBe("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        Convert.ToHexStringLower(first).ShouldBe("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        second.ShouldBe(first);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    public void TryAgree_PointOfSmallOrder_IsRefused(string point) =>
        X25519.TryAgree(Enumerable.Repeat((byte)9, 32).ToArray(), Convert.FromHexString(point), new byte[32]).ShouldBeFalse();

    [Fact]
    public void TryAgree_WrongLength_Throws() => Should.Throw<ArgumentException>(() => X25519.TryAgree(new byte[32], new byte[31], new byte[32]));
}
