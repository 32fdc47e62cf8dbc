using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ledger.BindingGenerator.Tests.Generated;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Tests.Abi;

namespace Ledger.BindingGenerator.Tests;

public sealed class GeneratedFunctionTests
{
    private static readonly AbiFunction Store = SampleContracts.Warehouse.Function("store");
    private static readonly Gen<object> Arguments = AbiGenerators.Values(Store.Inputs);
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void DecodeInput_AnyCall_EncodesToTheGenericCodecsBytes() =>
        Check.One(Many, Prop.ForAll(Arguments.ToArbitrary(), arguments =>
        {
            var calldata = Store.EncodeCall((AbiTuple)arguments);
            var (boxes, signatures) = WarehouseFunctions.Store.DecodeInput(calldata);
            return WarehouseFunctions.Store.Encode(boxes, signatures).AsSpan().SequenceEqual(calldata);
        }));

    [Fact]
    public void DecodeOutput_AnyResult_HasTheGenericCodecsValues() =>
        Check.One(Many, Prop.ForAll(AbiGenerators.Values(Store.Outputs).ToArbitrary(), result =>
        {
            var values = (AbiTuple)result;
            var (first, stored) = WarehouseFunctions.Store.DecodeOutput(AbiCodec.Encode(Store.Outputs, values));
            return first == (BigInteger)values[0] && stored.Count == ((object[])values[1]).Length;
        }));

    [Fact]
    public void Decode_AnyStruct_IsItsEncoding()
    {
        var box = AbiType.Tuple(Store.Inputs.Components[0] with { Type = Store.Inputs.Components[0].Type.Element! });
        Check.One(Many, Prop.ForAll(AbiGenerators.Values(box).ToArbitrary(), value =>
        {
            var encoded = AbiCodec.Encode(box, (AbiTuple)value);
            return Box.Decode(encoded).Encode().AsSpan().SequenceEqual(encoded);
        }));
        var spot = new Spot(ulong.MaxValue, uint.MaxValue);
        Spot.Decode(spot.Encode()).ShouldBe(spot);
        spot.Encode().Length.ShouldBe(64);
    }

    [Fact]
    public void DecodeInput_MutatedCall_DecodesOrIsRefused()
    {
        var mutations = from arguments in Arguments
                        from position in Gen.Choose(0, int.MaxValue)
                        from value in AbiGenerators.Byte
                        select (Calldata: Store.EncodeCall((AbiTuple)arguments), position, value);
        Check.One(Many.WithMaxTest(1000), Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            var at = m.position % m.Calldata.Length;
            m.Calldata[at < 4 ? at : (((at - 4) | 31) + 4)] = m.value;
            Survives(m.Calldata);
        }));
        Check.One(Many, Prop.ForAll<byte[]>(bytes => Survives([.. Store.EncodeCall(Array.Empty<object>(), Array.Empty<object>())[..4], .. bytes])));
    }

    [Fact]
    public void Encode_NumberOutsideItsSolidityType_IsRefused()
    {
        var words = new Keywords(1 << 24, 0, Address.Zero, 0, 0, Bytes32.Zero);
        Should.Throw<ArgumentOutOfRangeException>(() => WarehouseFunctions.Words.Encode(words));
        Should.Throw<ArgumentOutOfRangeException>(() => words.HashStruct());
        Should.Throw<ArgumentOutOfRangeException>(() => WarehouseFunctions.Words.Encode(words with { Event = 0, KeywordsValue = -1 }));
        Should.Throw<ArgumentException>(() => WarehouseFunctions.Rule.Encode(new WarehouseRule(new byte[3], 1)));
    }

    [Fact]
    public void Encode_OverloadsAndKeywords_AreTheSourcesFunctions()
    {
        WarehouseFunctions.PutWithUint64.Encode(7).ShouldBe(SampleContracts.Warehouse.Function("put(uint64)").EncodeCall(7));
        WarehouseFunctions.PutWithUint64Uint256Array.Encode(7, [1, 2]).ShouldBe(SampleContracts.Warehouse.Function("put(uint64,uint256[])").EncodeCall(7, new[] { 1, 2 }));
        WarehouseFunctions.PutWithNothing.Encode().ShouldBe(SampleContracts.Warehouse.Function("put()").EncodeCall());
        WarehouseFunctions.Constructor.Encode(Address.Zero, "x").ShouldBe(AbiCodec.Encode(SampleContracts.Warehouse.ConstructorInputs, Address.Zero, "x"));
        MarketFunctions.Rule.DecodeOutput(AbiCodec.Encode(AbiType.Parse("(uint256)"), 5)).Price.ShouldBe(5);
        Should.Throw<EthereumFormatException>(() => WarehouseFunctions.PutWithUint64.DecodeInput(WarehouseFunctions.PutWithNothing.Encode()));
        Should.Throw<EthereumFormatException>(() => WarehouseFunctions.PutWithUint64.DecodeInput([1]));
    }

    private static void Survives(byte[] calldata)
    {
        try
        {
            WarehouseFunctions.Store.DecodeInput(calldata);
        }
        catch (EthereumFormatException)
        {
        }
    }
}
