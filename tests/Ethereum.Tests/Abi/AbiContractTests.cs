using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Abi;

public sealed class AbiContractTests
{
    private const string Json = """
        [
          {"type":"constructor","inputs":[{"name":"owner","type":"address","internalType":"address"}],"stateMutability":"nonpayable"},
          {"type":"function","name":"move","inputs":[
            {"name":"items","type":"tuple[]","internalType":"struct Ledger.Item[]","components":[
              {"name":"token","type":"uint64","internalType":"uint64"},
              {"name":"proof","type":"bytes32[2]","internalType":"bytes32[2]"},
              {"name":"note","type":"string","internalType":"string"}]},
            {"name":"kind","type":"uint8","internalType":"enum Ledger.Kind"}],
           "outputs":[{"name":"","type":"bool","internalType":"bool"}],"stateMutability":"nonpayable"},
          {"type":"function","name":"get","inputs":[],"outputs":[],"stateMutability":"view"},
          {"type":"function","name":"get","inputs":[{"name":"i","type":"uint256"}],"outputs":[],"stateMutability":"view"},
          {"type":"event","name":"Moved","anonymous":false,"inputs":[
            {"name":"token","type":"uint64","indexed":true,"internalType":"uint64"},
            {"name":"lot","type":"string","indexed":true,"internalType":"string"},
            {"name":"to","type":"address","indexed":false,"internalType":"address"},
            {"name":"note","type":"string","indexed":false,"internalType":"string"}]},
          {"type":"error","name":"TokenStale","inputs":[{"name":"token","type":"uint64"},{"name":"seq","type":"uint32"}]},
          {"type":"receive","stateMutability":"payable"}
        ]
        """;

    private static readonly AbiContract Contract = AbiContract.Parse(Encoding.UTF8.GetBytes(Json));

    [Fact]
    public void Parse_Entries_AreAllThere()
    {
        Contract.Function("move").Signature.ShouldBe("move((uint64,bytes32[2],string)[],uint8)");
        Contract.Function("move").Inputs.Components[0].InternalType.ShouldBe("struct Ledger.Item[]");
        Contract.Function("get(uint256)").StateMutability.ShouldBe("view");
        Contract.Event("Moved").Signature.ShouldBe("Moved(uint64,string,address,string)");
        Contract.Error("TokenStale").Signature.ShouldBe("TokenStale(uint64,uint32)");
        Contract.ConstructorInputs.Name.ShouldBe("(address)");
        Should.Throw<KeyNotFoundException>(() => Contract.Function("get"));
        Should.Throw<KeyNotFoundException>(() => Contract.Error("get"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"type":"function"}]""")]
    [InlineData("""[{"type":"function","name":1}]""")]
    [InlineData("""[{"type":"function","name":"\ud800"}]""")]
    [InlineData("""[{"type":"modifier","name":"m"}]""")]
    [InlineData("""[{"type":"function","name":"f","inputs":{}}]""")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"a"}]}]""")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"name":"a","type":"tuple[]"}]}]""")]
    [InlineData("""[{"type":"event","name":"e","anonymous":"no"}]""")]
    public void Parse_NoAbi_IsRefused(string json) =>
        Should.Throw<EthereumFormatException>(() => AbiContract.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Parse_MutatedJson_ParsesOrIsRefused()
    {
        var valid = Encoding.UTF8.GetBytes(Json);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
            Gen.Choose(0, valid.Length - 1).Zip(Gen.Choose(0, 255)).ToArbitrary(),
            change =>
            {
                var json = valid.ToArray();
                json[change.Item1] = (byte)change.Item2;
                try
                {
                    AbiContract.Parse(json);
                }
                catch (EthereumFormatException)
                {
                }
            }));
    }

    [Fact]
    public void DecodeEvent_IndexedAndPlainFields_AreInTheOrderOfTheSource()
    {
        var moved = Contract.Event("Moved");
        var to = Address.Parse("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
        var token = new Bytes32([.. new byte[31], 7]);
        var data = AbiCodec.Encode(AbiType.Parse("(address,string)"), to, "dock 4");
        var fields = moved.Decode([moved.Topic0, token, Keccak256.Hash("L1"u8)], data);
        fields["token"].ShouldBe(new BigInteger(7));
        fields["lot"].ShouldBe(Keccak256.Hash("L1"u8));
        fields["to"].ShouldBe(to);
        fields["note"].ShouldBe("dock 4");
        fields.ToString().ShouldBe($"(token: 7, lot: {Keccak256.Hash("L1"u8)}, to: {to.ToChecksumString()}, note: \"dock 4\")");

        Should.Throw<EthereumFormatException>(() => moved.Decode([moved.Topic0, token], data));
        Should.Throw<EthereumFormatException>(() => moved.Decode([token, token, token], data));
        Should.Throw<EthereumFormatException>(() => moved.Decode([moved.Topic0, new Bytes32([1, .. new byte[31]]), token], data));
        Should.Throw<EthereumFormatException>(() => moved.Decode([moved.Topic0, token, token], [.. data, .. new byte[32]]));
    }

    [Fact]
    public void DecodeRevert_KnownErrors_AreNamed()
    {
        var decoder = new AbiRevertDecoder(Contract);
        var stale = decoder.Decode(Contract.Error("TokenStale").Encode(5, 3));
        stale.Name.ShouldBe("TokenStale");
        stale.Arguments["seq"].ShouldBe(new BigInteger(3));
        stale.Message.ShouldBe("TokenStale(token: 5, seq: 3)");
        decoder.Decode(AbiError.Message.Encode("not today")).Message.ShouldBe("not today");
        decoder.Decode(AbiError.Panic.Encode(0x11)).Message.ShouldBe("Panic 0x11: arithmetic overflow or underflow.");
        decoder.Decode(AbiError.Panic.Encode(0)).Message.ShouldBe("Panic 0x0: inserted by the compiler.");
        decoder.Decode(AbiError.Panic.Encode(BigInteger.Pow(2, 200))).Message.ShouldContain("unknown code");
        AbiError.Message.Selector.ToString().ShouldBe("0x08c379a0");
        AbiError.Panic.Selector.ToString().ShouldBe("0x4e487b71");
    }

    [Fact]
    public void DecodeRevert_AnyBytes_IsDescribed()
    {
        var decoder = new AbiRevertDecoder(Contract);
        decoder.Decode([]).Message.ShouldBe("Reverted without a reason.");
        decoder.Decode([1, 2]).Message.ShouldBe("Reverted with unknown data of 2 bytes: 0x0102.");
        decoder.Decode([.. Contract.Error("TokenStale").Encode(5, 3), 0]).Error.ShouldBeNull();
        Prop.ForAll<byte[]>(rest => decoder.Decode([0x08, 0xc3, 0x79, 0xa0, .. rest]).Message.Length > 0).QuickCheckThrowOnFailure();
    }
}
