using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Abi;

public sealed class AbiTypeTests
{
    [Theory]
    [InlineData("(uint64,bytes32[2][],string)[]", true, 32)]
    [InlineData("uint256[3][2]", false, 192)]
    [InlineData("(uint8,(bool,address)[2])", false, 160)]
    [InlineData("string[2]", true, 32)]
    [InlineData("()", false, 0)]
    [InlineData("function", false, 32)]
    public void Parse_ValidName_HasTheHeadOfTheSpecification(string name, bool isDynamic, int headSizeBytes)
    {
        var type = AbiType.Parse(name);
        type.Name.ShouldBe(name);
        type.IsDynamic.ShouldBe(isDynamic);
        type.HeadSizeBytes.ShouldBe(headSizeBytes);
        type.ShouldBe(AbiType.Parse(name));
    }

    [Theory]
    [InlineData("uint", "uint256")]
    [InlineData("int[]", "int256[]")]
    public void Parse_Alias_IsCanonical(string name, string canonical) => AbiType.Parse(name).Name.ShouldBe(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint08")]
    [InlineData("bytes0")]
    [InlineData("bytes33")]
    [InlineData("uint256[0]")]
    [InlineData("uint256[01]")]
    [InlineData("uint256[")]
    [InlineData("uint256[-1]")]
    [InlineData("uint256[99999999999]")]
    [InlineData("uint256[65535][65535]")]
    [InlineData("(uint256")]
    [InlineData("(uint256,)")]
    [InlineData("(uint256))")]
    [InlineData("()[]")]
    [InlineData("(())")]
    [InlineData("fixed128x18")]
    [InlineData("uint256 ")]
    [InlineData("Uint256")]
    [InlineData("address payable")]
    public void Parse_NoType_IsRefused(string name) => Should.Throw<EthereumFormatException>(() => AbiType.Parse(name));

    [Fact]
    public void Parse_DepthAtAndPastTheBound_AcceptsAndRefuses()
    {
        AbiType.Parse("bool" + string.Concat(Enumerable.Repeat("[]", AbiType.MaximumDepth - 1))).Depth.ShouldBe(AbiType.MaximumDepth);
        Should.Throw<EthereumFormatException>(() => AbiType.Parse("bool" + string.Concat(Enumerable.Repeat("[]", AbiType.MaximumDepth))));
        Should.Throw<EthereumFormatException>(() => AbiType.Parse(new string('(', 4000)));
    }
}
