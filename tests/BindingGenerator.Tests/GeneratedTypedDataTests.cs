using FsCheck;
using FsCheck.Fluent;
using Ledger.BindingGenerator.Tests.Generated;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Eip712;
using Ledger.Ethereum.Tests.Abi;

namespace Ledger.BindingGenerator.Tests;

public sealed class GeneratedTypedDataTests
{
    private static readonly AbiType BoxType = SampleContracts.Warehouse.Function("store").Inputs.Components[0].Type.Element!;

    private static readonly Eip712Types Types = new(new Dictionary<string, IReadOnlyList<Eip712Member>>(StringComparer.Ordinal)
    {
        ["Spot"] = [new("token", "uint64"), new("seq", "uint32")],
        ["Box"] =
        [
            new("spot", "Spot"), new("path", "Spot[]"), new("ends", "Spot[2]"), new("grid", "uint8[3][]"), new("notes", "string[]"), new("blobs", "bytes[2]"),
            new("tag", "bytes4"), new("kind", "uint8"), new("weight", "int40"), new("balance", "int256"), new("to", "address"), new("sealed_", "bool"),
        ],
    });

    [Fact]
    public void EncodeType_NestedStructs_IsThatOfTheTypes()
    {
        Box.EncodeType.ShouldBe(Types.EncodeType("Box"));
        Box.TypeHash.ShouldBe(Types.TypeHash("Box"));
        Spot.EncodeType.ShouldBe("Spot(uint64 token,uint32 seq)");
        WarehouseRule.EncodeType.ShouldBe("Rule(bytes4 selector,uint8 quorum)");
    }

    [Fact]
    public void HashStruct_AnyBox_IsThatOfTheGenericHasher() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(AbiGenerators.Values(BoxType).ToArbitrary(), value =>
        {
            var box = Box.Decode(AbiCodec.Encode(AbiType.Tuple(new AbiParameter("box", BoxType)), value));
            return box.HashStruct() == Types.HashStruct("Box", (Dictionary<string, object>)ToTypedData(BoxType, value));
        }));

    private static object ToTypedData(AbiType type, object value) => type.Kind switch
    {
        AbiTypeKind.Tuple => type.Components.Zip((AbiTuple)value).ToDictionary(p => p.First.Name, p => ToTypedData(p.First.Type, p.Second), StringComparer.Ordinal),
        AbiTypeKind.Array or AbiTypeKind.FixedArray => ((object[])value).Select(v => ToTypedData(type.Element!, v)).ToArray(),
        _ => value,
    };
}
