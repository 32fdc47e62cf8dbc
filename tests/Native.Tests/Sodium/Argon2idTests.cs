using Ledger.Native.Sodium;

namespace Ledger.Native.Tests.Sodium;

public sealed class Argon2idTests
{
    // From the reference implementation's tool: printf password | argon2 somesaltsomesalt -id -t 3 -k 65536 -p 1 -l 32 -r
    [Fact]
    public void DeriveKey_ReferenceToolsOutput_Matches()
    {
        var key = new byte[32];
        Argon2id.DeriveKey("password"u8, "somesaltsomesalt"u8, passes: 3, memoryBytes: 64 * 1024 * 1024, key);
        Convert.ToHexStringLower(key).ShouldBe("7664ad4ba1a3c999fcdd0991ffc2270f78302d2383233db5e7befc85d1bb1819");
    }

    [Fact]
    public void DeriveKey_OtherPasswordOrSalt_GivesOtherKeys()
    {
        byte[] first = new byte[16], second = new byte[16], third = new byte[16];
        Argon2id.DeriveKey(""u8, new byte[16], 1, Argon2id.MinimumMemoryBytes, first);
        Argon2id.DeriveKey("a"u8, new byte[16], 1, Argon2id.MinimumMemoryBytes, second);
        Argon2id.DeriveKey(""u8, "somesaltsomesalt"u8, 1, Argon2id.MinimumMemoryBytes, third);
        first.ShouldNotBe(second);
        first.ShouldNotBe(third);
    }

    [Theory]
    [InlineData(15, 1, 8192, 16)]
    [InlineData(16, 0, 8192, 16)]
    [InlineData(16, Argon2id.MaximumPasses + 1, 8192, 16)]
    [InlineData(16, 1, 8191, 16)]
    [InlineData(16, 1, Argon2id.MaximumMemoryBytes + 1, 16)]
    [InlineData(16, 1, 8192, 15)]
    [InlineData(16, 1, 8192, Argon2id.MaximumKeySizeBytes + 1)]
    public void DeriveKey_ParameterOutOfRange_Throws(int salt, int passes, long memoryBytes, int key) =>
        Should.Throw<ArgumentException>(() => Argon2id.DeriveKey("p"u8, new byte[salt], passes, memoryBytes, new byte[key]));
}
