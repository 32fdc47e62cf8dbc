using FsCheck;
using FsCheck.Fluent;
using Ledger.Native.Sodium;

namespace Ledger.Native.Tests.Sodium;

public sealed class Ed25519Tests
{
    // RFC 8032, clause 7.1, tests 1 to 3.
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Sign_Rfc8032Vectors_Match(string seed, string expectedPublicKey, string message, string expectedSignature)
    {
        byte[] publicKey = new byte[32], secretKey = new byte[64], signature = new byte[64];

        Ed25519.CreateKeyPair(Convert.FromHexString(seed), publicKey, secretKey);
        Ed25519.Sign(Convert.FromHexString(message), secretKey, signature);

        Convert.ToHexStringLower(publicKey).ShouldBe(expectedPublicKey);
        Convert.ToHexStringLower(signature).ShouldBe(expectedSignature);
        Ed25519.Verify(Convert.FromHexString(message), signature, publicKey).ShouldBeTrue();
    }

    [Fact]
    public void Verify_AnyBitFlipped_Fails() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, ((8 + 64 + 32) * 8) - 1).ToArbitrary(), bit =>
    {
        byte[] publicKey = new byte[32], secretKey = new byte[64], all = new byte[8 + 64 + 32];
        Ed25519.CreateKeyPair(new byte[32], publicKey, secretKey);
        Ed25519.Sign(all.AsSpan(0, 8), secretKey, all.AsSpan(8, 64));
        publicKey.CopyTo(all.AsSpan(72));

        all[bit / 8] ^= (byte)(1 << (bit % 8));

        Ed25519.Verify(all.AsSpan(0, 8), all.AsSpan(8, 64), all.AsSpan(72)).ShouldBeFalse();
    }));

    [Fact]
    public void Verify_PublicKeyOfSmallOrder_Fails() => Ed25519.Verify("any"u8, new byte[64], new byte[32]).ShouldBeFalse();

    [Theory]
    [InlineData(31, 32, 64)]
    [InlineData(32, 31, 64)]
    [InlineData(32, 32, 63)]
    public void CreateKeyPair_WrongLengths_Throws(int seed, int publicKey, int secretKey) =>
        Should.Throw<ArgumentException>(() => Ed25519.CreateKeyPair(new byte[seed], new byte[publicKey], new byte[secretKey]));

    [Fact]
    public void TryConvertPublicKey_WithItsSecretKey_GivesAnX25519Pair()
    {
        byte[] publicKey = new byte[32], secretKey = new byte[64], converted = new byte[32], privateKey = new byte[32], computed = new byte[32];
        Ed25519.CreateKeyPair(Enumerable.Range(0, 32).Select(index => (byte)index).ToArray(), publicKey, secretKey);

        Ed25519.TryConvertPublicKey(publicKey, converted).ShouldBeTrue();
        Ed25519.ConvertSecretKey(secretKey, privateKey);
        X25519.GetPublicKey(privateKey, computed);

        converted.ShouldBe(computed);
        Ed25519.TryConvertPublicKey(new byte[32], converted).ShouldBeFalse("a point of small order is no key");
    }
}
