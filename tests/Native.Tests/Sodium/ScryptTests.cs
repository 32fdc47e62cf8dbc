using System.Text;
using Ledger.Native.Sodium;

namespace Ledger.Native.Tests.Sodium;

public sealed class ScryptTests
{
    // RFC 7914, section 12.
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void DeriveKey_StandardVector_IsThePublishedKey(string password, string salt, int n, int r, int p, string expected)
    {
        var key = new byte[64];
        Scrypt.DeriveKey(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), n, r, p, key);
        Convert.ToHexStringLower(key).ShouldBe(expected);
    }

    [Theory]
    [InlineData(262_144, 8, 1, true)]
    [InlineData(262_144, 1, 8, true)]
    [InlineData(524_288, 8, 2, true)]
    [InlineData(524_288, 8, 3, false)]
    [InlineData(1_048_576, 8, 1, false)]
    [InlineData(0, 8, 1, false)]
    [InlineData(1, 8, 1, false)]
    [InlineData(3, 8, 1, false)]
    [InlineData(-4, 8, 1, false)]
    [InlineData(1024, 0, 1, false)]
    [InlineData(1024, 8, 0, false)]
    [InlineData(1024, long.MaxValue, 1, false)]
    [InlineData(1024, 1, long.MaxValue, false)]
    [InlineData(1L << 62, 8, 1, false)]
    public void IsAcceptable_CostsAroundTheBounds_OnlyAffordableOnes(long n, long r, long p, bool expected) =>
        Scrypt.IsAcceptable(n, r, p).ShouldBe(expected);

    [Fact]
    public void DeriveKey_HostileCost_IsRefusedBeforeAnyWork() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Scrypt.DeriveKey([1], [2], 1L << 40, 8, 1, new byte[32]));
}
