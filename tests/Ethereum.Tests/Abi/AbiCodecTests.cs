using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Abi;

public sealed class AbiCodecTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void RoundTrip_AnyTypeAndValue_IsTheSameBytesAndText() =>
        Check.One(Many, Prop.ForAll(AbiGenerators.TypedValues().ToArbitrary(), typed =>
        {
            var encoded = AbiCodec.Encode(typed.Type, typed.Values);
            var decoded = AbiCodec.Decode(typed.Type, encoded);
            var tolerant = AbiCodec.Decode(typed.Type, encoded, AbiStrictness.Solidity);
            return AbiCodec.Encode(typed.Type, decoded).AsSpan().SequenceEqual(encoded)
                && AbiType.Parse(typed.Type.Name).Equals(typed.Type)
                && string.Equals(decoded.ToString(), tolerant.ToString(), StringComparison.Ordinal)
                && AbiCodec.Encode(AbiType.Parse(typed.Type.Name), tolerant).AsSpan().SequenceEqual(encoded);
        }));

    [Fact]
    public void Decode_MutatedEncoding_DecodesOrIsRefused() =>
        Check.One(Many.WithMaxTest(3000), Prop.ForAll(AbiGenerators.MutatedEncodings().ToArbitrary(), m => SurvivesBoth(m.Type, m.Data)));

    [Fact]
    public void Decode_AnyBytes_DecodesOrIsRefused() =>
        Check.One(Many, Prop.ForAll(
            AbiGenerators.Tuples(3).Zip(Gen.Choose(0, 20).SelectMany(n => AbiGenerators.Byte.ArrayOf(n * 32))).ToArbitrary(),
            m => SurvivesBoth(m.Item1, m.Item2)));

    [Theory]
    [InlineData("(uint8)", "0000000000000000000000000000000000000000000000000000000000000100")]
    [InlineData("(int8)", "0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("(int8)", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("(bool)", "0000000000000000000000000000000000000000000000000000000000000002")]
    [InlineData("(address)", "0000000000000000000000010000000000000000000000000000000000000000")]
    [InlineData("(bytes3)", "6162630100000000000000000000000000000000000000000000000000000000")]
    public void Decode_PaddingNotClean_IsRefusedBothWays(string type, string data)
    {
        Should.Throw<EthereumFormatException>(() => AbiCodec.Decode(AbiType.Parse(type), Hex.FromHex(data)));
        Should.Throw<EthereumFormatException>(() => AbiCodec.Decode(AbiType.Parse(type), Hex.FromHex(data), AbiStrictness.Solidity));
    }

    [Fact]
    public void Decode_WordBehindTheLastValue_IsRefusedUnlessCalldata()
    {
        var type = AbiType.Parse("(string)");
        byte[] data = [.. AbiCodec.Encode(type, "text"), .. new byte[32]];
        Should.Throw<EthereumFormatException>(() => AbiCodec.Decode(type, data)).Message.ShouldContain("belong to no value");
        AbiCodec.Decode(type, data, AbiStrictness.Solidity)[0].ShouldBe("text");
    }

    [Fact]
    public void Decode_DirtyPaddingBehindBytes_IsRefusedUnlessCalldata()
    {
        var type = AbiType.Parse("(bytes)");
        var data = AbiCodec.Encode(type, new byte[] { 1, 2, 3 });
        data[^1] = 9;
        Should.Throw<EthereumFormatException>(() => AbiCodec.Decode(type, data));
        AbiCodec.Decode(type, data, AbiStrictness.Solidity)[0].ShouldBe(new byte[] { 1, 2, 3 });
    }

    [Fact]
    public void Decode_TextThatIsNotUtf8_IsReplacedUnlessCanonical()
    {
        var data = AbiCodec.Encode(AbiType.Parse("(bytes)"), new byte[] { 0x61, 0xff });
        Should.Throw<EthereumFormatException>(() => AbiCodec.Decode(AbiType.Parse("(string)"), data));
        AbiCodec.Decode(AbiType.Parse("(string)"), data, AbiStrictness.Solidity)[0].ShouldBe("a\ufffd");
        AbiCodec.Decode(AbiType.Parse("(string)"), data, AbiStrictness.Emitted)[0].ShouldBe("a\ufffd");
        data[^1] = 1;
        Should.Throw<EthereumFormatException>(() => AbiCodec.Decode(AbiType.Parse("(string)"), data, AbiStrictness.Emitted));
    }

    [Theory]
    [InlineData(AbiStrictness.Canonical)]
    [InlineData(AbiStrictness.Solidity)]
    public void Decode_OffsetsThatShareParts_DoesBoundedWork(AbiStrictness strictness)
    {
        // Every level has 64 offsets to the one next level: 64^8 elements if each were followed.
        const int Fan = 64;
        const int Levels = 8;
        var type = AbiType.Tuple(new AbiParameter("x", Enumerable.Range(0, Levels).Aggregate(AbiType.UnsignedInteger(256), (t, _) => AbiType.Array(t))));
        var data = new byte[32 * (1 + (Levels * (Fan + 1)))];
        data[31] = 32;
        for (var level = 0; level < Levels; level++)
        {
            var start = 32 * (1 + (level * (Fan + 1)));
            data[start + 31] = Fan;
            for (var i = 0; level < Levels - 1 && i < Fan; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(start + (32 * (i + 1)) + 28), 32 * Fan);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<EthereumFormatException>(() => AbiCodec.Decode(type, data, strictness));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000_000);
    }

    [Fact]
    public void Decode_CountLargerThanTheData_AllocatesNothingForIt()
    {
        var data = AbiCodec.Encode(AbiType.Parse("(uint256[])"), new List<int> { 1 });
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(60), int.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<EthereumFormatException>(() => AbiCodec.Decode(AbiType.Parse("(uint256[])"), data));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000);
    }

    [Fact]
    public void Encode_ValueThatDoesNotFit_IsRefused()
    {
        Should.Throw<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(uint8)"), 256));
        Should.Throw<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(uint8)"), -1));
        Should.Throw<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(int8)"), 128));
        Should.Throw<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(bytes4)"), new byte[3]));
        Should.Throw<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(bool)"), 1));
        Should.Throw<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(bool,bool)"), true));
        Should.Throw<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(uint8[2])"), new List<int> { 1 }));
        Should.Throw<ArgumentException>(() => AbiCodec.Encode(AbiType.Parse("(string)"), "\ud800"));
    }

    private static bool SurvivesBoth(AbiType type, byte[] data)
    {
        try
        {
            // What the strict decoder accepts has as many words as its encoding.
            if (AbiCodec.Encode(type, AbiCodec.Decode(type, data)).Length != data.Length) return false;
        }
        catch (EthereumFormatException)
        {
        }

        try
        {
            AbiCodec.Decode(type, data, AbiStrictness.Solidity);
        }
        catch (EthereumFormatException)
        {
        }

        return true;
    }
}
