using FsCheck;
using FsCheck.Fluent;
using Ledger.Native.Sodium;

namespace Ledger.Native.Tests.Sodium;

public sealed class XChaCha20Poly1305Tests
{
    private static readonly byte[] Key = Convert.FromHexString("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    private static readonly byte[] Nonce = Convert.FromHexString("404142434445464748494a4b4c4d4e4f5051525354555657");
    private static readonly byte[] Associated = Convert.FromHexString("50515253c0c1c2c3c4c5c6c7");

    // draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    [Fact]
    public void Encrypt_DraftVector_Matches()
    {
        var message = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."u8;
        var sealedMessage = new byte[message.Length + 16];

        XChaCha20Poly1305.Encrypt(message, Associated, Nonce, Key, sealedMessage);

        Convert.ToHexStringLower(sealedMessage).ShouldBe(
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
            + "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
            + "c0875924c1c7987947deafd8780acf49");
    }

    [Fact]
    public void TryDecrypt_AnyMessage_RoundTripsAndRefusesAnyFlippedBit() => Check.QuickThrowOnFailure(Prop.ForAll<byte[], byte[], NonNegativeInt>((message, associated, position) =>
    {
        message ??= [];
        associated ??= [];
        var sealedMessage = new byte[message.Length + 16];
        var opened = new byte[message.Length];
        XChaCha20Poly1305.Encrypt(message, associated, Nonce, Key, sealedMessage);
        XChaCha20Poly1305.TryDecrypt(sealedMessage, associated, Nonce, Key, opened).ShouldBeTrue();
        opened.ShouldBe(message);

        var bit = position.Get % (sealedMessage.Length * 8);
        sealedMessage[bit / 8] ^= (byte)(1 << (bit % 8));
        XChaCha20Poly1305.TryDecrypt(sealedMessage, associated, Nonce, Key, opened).ShouldBeFalse();
        opened.ShouldAllBe(value => value == 0);
    }));

    [Fact]
    public void TryDecrypt_OtherAssociatedData_Fails()
    {
        var sealedMessage = new byte[17];
        XChaCha20Poly1305.Encrypt([1], Associated, Nonce, Key, sealedMessage);
        XChaCha20Poly1305.TryDecrypt(sealedMessage, [], Nonce, Key, new byte[1]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    public void TryDecrypt_ShorterThanATag_Fails(int length) =>
        XChaCha20Poly1305.TryDecrypt(new byte[length], Associated, Nonce, Key, []).ShouldBeFalse();

    [Fact]
    public void Encrypt_DestinationTooShort_Throws() =>
        Should.Throw<ArgumentException>(() => XChaCha20Poly1305.Encrypt(new byte[4], Associated, Nonce, Key, new byte[19]));
}
