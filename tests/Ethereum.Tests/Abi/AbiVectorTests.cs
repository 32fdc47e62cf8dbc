using System.Numerics;
using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Abi;

public sealed class AbiVectorTests
{
    [Theory]
    [InlineData("GithubWikiTest")]
    [InlineData("SingleInteger")]
    [InlineData("IntegerAndAddress")]
    public void Encode_PublishedVector_IsPublishedResult(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "basic_abi_tests.json")));
        var vector = document.RootElement.GetProperty(name);
        var type = AbiType.Parse($"({string.Join(',', vector.GetProperty("types").EnumerateArray().Select(t => t.GetString()))})");
        var values = vector.GetProperty("args").EnumerateArray().Select((v, i) => ToValue(type.Components[i].Type, v)).ToArray();
        var encoded = Hex.FromHex(vector.GetProperty("result").GetString());
        AbiCodec.Encode(type, values).ShouldBe(encoded);
        AbiCodec.Encode(type, AbiCodec.Decode(type, encoded)).ShouldBe(encoded);
    }

    // The examples of the Solidity ABI specification.
    [Theory]
    [InlineData("baz(uint32,bool)", "0xcdcd77c0")]
    [InlineData("bar(bytes3[2])", "0xfce353f6")]
    [InlineData("sam(bytes,bool,uint256[])", "0xa5643bf2")]
    [InlineData("f(uint256,uint32[],bytes10,bytes)", "0x8be65246")]
    [InlineData("g(uint256[][],string[])", "0x2289b18c")]
    public void Of_SignatureOfTheSpecification_IsItsSelector(string signature, string selector) =>
        Selector.Of(signature).ToString().ShouldBe(selector);

    [Fact]
    public void EncodeCall_Baz_IsTheSpecifications() => Call("baz", "(uint32,bool)", 69u, true).ShouldBe(Hex.FromHex(
        "cdcd77c0"
        + "0000000000000000000000000000000000000000000000000000000000000045"
        + "0000000000000000000000000000000000000000000000000000000000000001"));

    [Fact]
    public void EncodeCall_Bar_IsTheSpecifications() =>
        Call("bar", "(bytes3[2])", new List<byte[]> { "abc"u8.ToArray(), "def"u8.ToArray() }).ShouldBe(Hex.FromHex(
        "fce353f6"
        + "6162630000000000000000000000000000000000000000000000000000000000"
        + "6465660000000000000000000000000000000000000000000000000000000000"));

    [Fact]
    public void EncodeCall_Sam_IsTheSpecifications() =>
        Call("sam", "(bytes,bool,uint256[])", "dave"u8.ToArray(), true, new[] { 1, 2, 3 }).ShouldBe(Hex.FromHex(
        "a5643bf2"
        + "0000000000000000000000000000000000000000000000000000000000000060"
        + "0000000000000000000000000000000000000000000000000000000000000001"
        + "00000000000000000000000000000000000000000000000000000000000000a0"
        + "0000000000000000000000000000000000000000000000000000000000000004"
        + "6461766500000000000000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000003"
        + "0000000000000000000000000000000000000000000000000000000000000001"
        + "0000000000000000000000000000000000000000000000000000000000000002"
        + "0000000000000000000000000000000000000000000000000000000000000003"));

    [Fact]
    public void EncodeCall_G_IsTheSpecifications()
    {
        var numbers = new List<int[]> { new[] { 1, 2 }, new[] { 3 } };
        Call("g", "(uint256[][],string[])", numbers, new[] { "one", "two", "three" }).ShouldBe(Hex.FromHex(
            "2289b18c"
            + "0000000000000000000000000000000000000000000000000000000000000040"
            + "0000000000000000000000000000000000000000000000000000000000000140"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000040"
            + "00000000000000000000000000000000000000000000000000000000000000a0"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000001"
            + "0000000000000000000000000000000000000000000000000000000000000002"
            + "0000000000000000000000000000000000000000000000000000000000000001"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "0000000000000000000000000000000000000000000000000000000000000060"
            + "00000000000000000000000000000000000000000000000000000000000000a0"
            + "00000000000000000000000000000000000000000000000000000000000000e0"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "6f6e650000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000003"
            + "74776f0000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000005"
            + "7468726565000000000000000000000000000000000000000000000000000000"));
    }

    private static byte[] Call(string name, string types, params object[] arguments)
    {
        var function = new AbiFunction(name, AbiType.Parse(types), AbiType.Tuple());
        var calldata = function.EncodeCall(arguments);
        function.EncodeCall(function.DecodeCall(calldata, AbiStrictness.Canonical)).ShouldBe(calldata);
        return calldata;
    }

    private static object ToValue(AbiType type, JsonElement value) => type.Kind switch
    {
        AbiTypeKind.UnsignedInteger => (BigInteger)value.GetUInt64(),
        AbiTypeKind.Address => Address.Parse(value.GetString()),
        AbiTypeKind.Array => value.EnumerateArray().Select(v => ToValue(type.Element!, v)).ToArray(),
        _ => Encoding.UTF8.GetBytes(value.GetString()!),
    };
}
