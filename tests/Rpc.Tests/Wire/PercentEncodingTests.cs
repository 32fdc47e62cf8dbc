using FsCheck;
using FsCheck.Fluent;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Tests.Wire;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("plain ASCII ~", "plain ASCII ~")]
    [InlineData("100 %", "100 %25")]
    [InlineData("ü\n", "%C3%BC%0A")]
    public void Encode_Text_IsAsTheProtocolSays(string text, string encoded)
    {
        PercentEncoding.Encode(text).ShouldBe(encoded);
        PercentEncoding.Decode(encoded).ShouldBe(text);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%zz")]
    [InlineData("a%")]
    public void Decode_BrokenSequences_AreKept(string text) => PercentEncoding.Decode(text).ShouldBe(text);

    [Fact]
    public void Encode_AnyText_IsPrintableAsciiAndReadBack()
    {
        Prop.ForAll<NonNull<string>>(text =>
        {
            // Lone surrogates have no UTF-8 and become replacement characters.
            string valid = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get));
            string encoded = PercentEncoding.Encode(valid);
            return encoded.All(c => c is >= ' ' and <= '~')
                && string.Equals(PercentEncoding.Decode(encoded), valid, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Decode_AnyText_DoesNotThrow() =>
        Prop.ForAll<NonNull<string>>(text => PercentEncoding.Decode(text.Get) is not null).QuickCheckThrowOnFailure();
}
