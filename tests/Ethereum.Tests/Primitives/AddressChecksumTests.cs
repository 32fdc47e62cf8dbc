using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Primitives;

public sealed class AddressChecksumTests
{
    // The examples of EIP-55.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void ToChecksumString_Example_IsItself(string text)
    {
        Address.Parse(text).ToChecksumString().ShouldBe(text);
        Address.ParseChecksummed(text).ShouldBe(Address.Parse(text));
        Address.ParseChecksummed(text.AsSpan(2)).ShouldBe(Address.Parse(text));
    }

    [Theory]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("")]
    [InlineData("0x")]
    public void ParseChecksummed_WrongCaseOrLength_IsRefused(string text) =>
        Should.Throw<EthereumFormatException>(() => Address.ParseChecksummed(text));
}
