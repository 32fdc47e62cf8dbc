using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Headers;

public sealed class BlockHeaderTests
{
    [Fact]
    public void Decode_BesuHeader_ReencodesAndHasThePublishedStateRoot()
    {
        var header = BlockHeader.Decode(QbftVectors.HeaderRlp);

        header.Encode().ShouldBe(QbftVectors.HeaderRlp);
        header.StateRoot.ShouldBe(Bytes32.Parse(QbftVectors.BesuHeader.GetProperty("state_root").GetString()));
        header.BaseFeePerGas.ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Encode_EachPrefixOfOptionalMembers_RoundTrips(int optional)
    {
        var header = BlockHeader.Decode(With(optional).Encode());

        (header.BaseFeePerGas is not null).ShouldBe(optional > 0);
        (header.RequestsHash is not null).ShouldBe(optional > 5);
        header.Encode().ShouldBe(With(optional).Encode());
    }

    [Fact]
    public void Encode_OptionalMemberWithoutTheOneBefore_IsRefused()
    {
        var plain = With(1);
        var header = Copy(plain, blobGasUsed: 0);
        Should.Throw<EthereumFormatException>(() => header.ComputeHash());
    }

    [Fact]
    public void Decode_AnyBytes_OnlyFormatErrors() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<byte[]>(IsReencodedOrRefused));

    [Fact]
    public void Decode_MutatedHeader_ReencodesToTheSameOrIsRefused()
    {
        var headers = new[] { QbftVectors.HeaderRlp, With(6).Encode(), With(1).Encode() };
        var mutations = from header in Gen.Elements(headers)
                        from position in Gen.Choose(0, header.Length - 1)
                        from value in Gen.Choose(0, 255)
                        from cut in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, header.Length)))
                        select (header, position, value, cut);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            var mutated = m.header.ToArray();
            mutated[m.position] = (byte)m.value;
            return IsReencodedOrRefused(mutated[..^m.cut]);
        }));
    }

    private static bool IsReencodedOrRefused(byte[] bytes)
    {
        try
        {
            return BlockHeader.Decode(bytes).Encode().AsSpan().SequenceEqual(bytes);
        }
        catch (EthereumFormatException)
        {
            return true;
        }
    }

    private static BlockHeader With(int optional) =>
        Copy(
            BlockHeader.Decode(QbftVectors.HeaderRlp),
            optional > 0 ? 7 : null,
            optional > 1 ? Bytes32.Zero : null,
            optional > 2 ? 131072UL : null,
            optional > 3 ? 0UL : null,
            optional > 4 ? Bytes32.Zero : null,
            optional > 5 ? Bytes32.Zero : null);

    private static BlockHeader Copy(
        BlockHeader header,
        int? baseFee = null,
        Bytes32? withdrawalsRoot = null,
        ulong? blobGasUsed = null,
        ulong? excessBlobGas = null,
        Bytes32? beaconRoot = null,
        Bytes32? requestsHash = null) => new()
        {
            ParentHash = header.ParentHash,
            OmmersHash = header.OmmersHash,
            Beneficiary = header.Beneficiary,
            StateRoot = header.StateRoot,
            TransactionsRoot = header.TransactionsRoot,
            ReceiptsRoot = header.ReceiptsRoot,
            LogsBloom = header.LogsBloom,
            Difficulty = header.Difficulty,
            Number = header.Number,
            GasLimit = header.GasLimit,
            GasUsed = header.GasUsed,
            TimestampSeconds = header.TimestampSeconds,
            ExtraData = header.ExtraData,
            MixHash = header.MixHash,
            Nonce = header.Nonce,
            BaseFeePerGas = baseFee,
            WithdrawalsRoot = withdrawalsRoot,
            BlobGasUsed = blobGasUsed,
            ExcessBlobGas = excessBlobGas,
            ParentBeaconBlockRoot = beaconRoot,
            RequestsHash = requestsHash,
        };
}
