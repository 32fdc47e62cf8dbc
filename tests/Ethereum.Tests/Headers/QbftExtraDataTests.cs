using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Headers;

public sealed class QbftExtraDataTests
{
    public static TheoryData<string> Names() => new(QbftVectors.ExtraData.EnumerateObject().Select(member => member.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_Vector_IsPublishedValueAndReencodes(string name)
    {
        var vector = QbftVectors.ExtraData.GetProperty(name);
        var expected = vector.GetProperty("qbft_extra_data");
        var encoded = Hex.FromHex(vector.GetProperty("rlp").GetString());

        var actual = QbftExtraData.Decode(encoded);

        actual.Vanity.ToString().ShouldBe(expected.GetProperty("vanityData").GetString());
        actual.Round.ShouldBe(expected.GetProperty("round").GetUInt32());
        actual.Validators.Select(item => item.ToString()).ShouldBe(expected.GetProperty("validators").EnumerateArray().Select(item => item.GetString()));
        actual.Seals.Select(item => Hex.ToHex(item)).ShouldBe(expected.GetProperty("seals").EnumerateArray().Select(item => item.GetString()));
        var vote = expected.GetProperty("vote");
        actual.Vote.ShouldBe(vote.ValueKind == JsonValueKind.Null
            ? null
            : new QbftVote(Address.Parse(vote.GetProperty("recipient").GetString()), vote.GetProperty("voteType").ValueEquals("0xff")));
        actual.Encode().ShouldBe(encoded);
    }

    [Theory]
    [InlineData("0xe6a00000000000000000000000000000000000000000000000000000000000000000c0c082000ac0", "round with a leading zero")]
    [InlineData("0xe4a00000000000000000000000000000000000000000000000000000000000000000c0c000c0", "round written as a zero byte")]
    [InlineData("0xe4a00000000000000000000000000000000000000000000000000000000000000000c0c080", "no seals")]
    [InlineData("0xe5a00000000000000000000000000000000000000000000000000000000000000000c0c080c080", "too many items")]
    [InlineData("0x", "nothing")]
    public void Decode_Malformed_IsRefused(string hex, string why) =>
        Should.Throw<EthereumFormatException>(() => QbftExtraData.Decode(Hex.FromHex(hex)), why);

    [Fact]
    public void Decode_AnyBytes_OnlyFormatErrors() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<byte[]>(IsReencodedOrRefused));

    [Fact]
    public void Decode_MutatedVector_ReencodesToTheSameOrIsRefused()
    {
        var vectors = QbftVectors.ExtraData.EnumerateObject().Select(member => Hex.FromHex(member.Value.GetProperty("rlp").GetString())).ToArray();
        var mutations = from vector in Gen.Elements(vectors)
                        from position in Gen.Choose(0, vector.Length - 1)
                        from value in Gen.Choose(0, 255)
                        select (vector, position, value);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            var mutated = m.vector.ToArray();
            mutated[m.position] = (byte)m.value;
            return IsReencodedOrRefused(mutated);
        }));
    }

    private static bool IsReencodedOrRefused(byte[] bytes)
    {
        try
        {
            return QbftExtraData.Decode(bytes).Encode().AsSpan().SequenceEqual(bytes);
        }
        catch (EthereumFormatException)
        {
            return true;
        }
    }
}
