using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Eip712;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Eip712;

public sealed class Eip712TypedDataTests
{
    // The example of EIP-712.
    private const string Mail = """
        {"types":{
          "EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],
          "Person":[{"name":"name","type":"string"},{"name":"wallet","type":"address"}],
          "Mail":[{"name":"from","type":"Person"},{"name":"to","type":"Person"},{"name":"contents","type":"string"}]},
         "primaryType":"Mail",
         "domain":{"name":"Ether Mail","version":"1","chainId":1,"verifyingContract":"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
         "message":{"from":{"name":"Cow","wallet":"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
           "to":{"name":"Bob","wallet":"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},"contents":"Hello, Bob!"}}
        """;

    public static TheoryData<int> Vectors() => EthersVectors.Indices("typedData");

    [Fact]
    public void SigningDigest_Mail_IsThatOfTheStandard()
    {
        var mail = Parse(Mail);
        mail.Types.EncodeType("Mail").ShouldBe("Mail(Person from,Person to,string contents)Person(string name,address wallet)");
        mail.Types.TypeHash("Mail").ShouldBe(Bytes32.Parse("a0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2"));
        mail.HashMessage().ShouldBe(Bytes32.Parse("c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e"));
        mail.DomainSeparator().ShouldBe(Bytes32.Parse("f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"));
        mail.SigningDigest().ShouldBe(Bytes32.Parse("be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"));
    }

    [Fact]
    public void Sign_Mail_IsTheSignatureOfTheStandard()
    {
        using var cow = new EthereumPrivateKey(Keccak256.Hash("cow"u8).Span);
        var signature = cow.Sign(Parse(Mail).SigningDigest());
        signature.R.ShouldBe(Bytes32.Parse("4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"));
        signature.S.ShouldBe(Bytes32.Parse("07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562"));
        signature.ToBytes65()[64].ShouldBe((byte)28);
        signature.Recover(Parse(Mail).SigningDigest()).ShouldBe(cow.Address);
    }

    [Fact]
    public void Separator_DomainOfTheStandard_EqualsTheJsonForm() =>
        new Eip712Domain("Ether Mail", "1", 1, Address.Parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC")).Separator()
            .ShouldBe(Bytes32.Parse("f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void SigningDigest_EthersVector_IsTheSame(int index)
    {
        var vector = EthersVectors.Root.GetProperty("typedData")[index];
        var data = Parse(vector.GetProperty("json").GetRawText());
        data.Types.EncodeType(data.PrimaryType).ShouldBe(vector.GetProperty("encodeType").GetString());
        data.HashMessage().ToString().ShouldBe(vector.GetProperty("structHash").GetString());
        data.DomainSeparator().ToString().ShouldBe(vector.GetProperty("domainSeparator").GetString());
        data.SigningDigest().ToString().ShouldBe(vector.GetProperty("digest").GetString());
        var signature = Signature.FromBytes65(Hex.FromHex(vector.GetProperty("signature").GetString()));
        signature.Recover(data.SigningDigest()).ToChecksumString().ShouldBe(EthersVectors.Root.GetProperty("address").GetString());
        DomainOf(vector.GetProperty("json").GetProperty("domain")).Separator().ShouldBe(data.DomainSeparator());
    }

    [Fact]
    public void Parse_WithoutDomainType_UsesTheFieldsThatAreThere()
    {
        var start = Mail.IndexOf("\"EIP712Domain\"", StringComparison.Ordinal);
        var end = Mail.IndexOf("\"Person\"", StringComparison.Ordinal);
        Parse(Mail.Remove(start, end - start)).SigningDigest().ShouldBe(Parse(Mail).SigningDigest());
    }

    [Theory]
    [InlineData("\"chainId\":1", "\"chainId\":1.5")]
    [InlineData("\"chainId\":1", "\"chainId\":-1")]
    [InlineData("\"chainId\":1", "\"chainId\":true")]
    [InlineData("\"contents\":\"Hello, Bob!\"", "\"contents\":\"Hello, Bob!\",\"extra\":1")]
    [InlineData("\"contents\":\"Hello, Bob!\"", "\"contents\":\"Hello, Bob!\",\"contents\":\"\"")]
    [InlineData(",\"contents\":\"Hello, Bob!\"", "")]
    [InlineData("\"type\":\"Person\"", "\"type\":\"Persona\"")]
    [InlineData("\"type\":\"Person\"", "\"type\":\"(string)\"")]
    [InlineData("\"type\":\"Person\"", "\"type\":\"Person[]\"")]
    [InlineData("\"primaryType\":\"Mail\"", "\"primaryType\":\"Post\"")]
    [InlineData("\"name\":\"from\"", "\"name\":\"to\"")]
    [InlineData("\"name\":\"from\"", "\"name\":\"from,uint x\"")]
    [InlineData("0xbBbBBBBb", "0xbBbBBB")]
    [InlineData("0xbBbBBBBb", "bBbBBBBb")]
    [InlineData("Hello, Bob!", "\\ud800")]
    [InlineData("\"Mail\",", "")]
    public void SigningDigest_SomethingWrong_IsRefused(string right, string wrong)
    {
        Mail.ShouldContain(right);
        Should.Throw<EthereumFormatException>(() => Parse(Mail.Replace(right, wrong, StringComparison.Ordinal)).SigningDigest());
    }

    [Fact]
    public void HashStruct_TypeThatContainsItself_IsBounded()
    {
        var types = new Eip712Types(new Dictionary<string, IReadOnlyList<Eip712Member>>(StringComparer.Ordinal) { ["Node"] = [new("next", "Node[]")] });
        types.EncodeType("Node").ShouldBe("Node(Node[] next)");
        types.HashStruct("Node", Chain(3)).ShouldNotBe(types.HashStruct("Node", Chain(4)));
        Should.Throw<EthereumFormatException>(() => types.HashStruct("Node", Chain(1000)));
    }

    [Fact]
    public void Types_TooManyOrTooLong_AreRefused()
    {
        static Dictionary<string, IReadOnlyList<Eip712Member>> Chained(int structs, int members) => Enumerable.Range(0, structs).ToDictionary(
            i => $"S{i}",
            i => (IReadOnlyList<Eip712Member>)[.. Enumerable.Range(0, members).Select(m => new Eip712Member($"m{m}", $"S{(i + 1) % structs}[]"))],
            StringComparer.Ordinal);
        new Eip712Types(Chained(40, 40)).EncodeType("S0").Length.ShouldBeLessThan(Eip712Types.MaximumEncodedTypeLength);
        Should.Throw<EthereumFormatException>(() => new Eip712Types(Chained(200, 200)));
        Should.Throw<EthereumFormatException>(() => new Eip712Types(Chained(Eip712Types.MaximumStructs + 1, 1)));
        Should.Throw<EthereumFormatException>(() => new Eip712Types(Chained(1, Eip712Types.MaximumMembers + 1)));
    }

    [Fact]
    public void Parse_MutatedJson_HashesOrIsRefused()
    {
        var valid = Encoding.UTF8.GetBytes(Mail);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
            Gen.Choose(0, valid.Length - 1).Zip(Gen.Choose(0, 255)).ToArbitrary(),
            change =>
            {
                var json = valid.ToArray();
                json[change.Item1] = (byte)change.Item2;
                try
                {
                    Eip712TypedData.Parse(json).SigningDigest();
                }
                catch (EthereumFormatException)
                {
                }
            }));
    }

    private static Dictionary<string, object> Chain(int length)
    {
        var node = new Dictionary<string, object>(StringComparer.Ordinal) { ["next"] = Array.Empty<object>() };
        for (var i = 1; i < length; i++) node = new Dictionary<string, object>(StringComparer.Ordinal) { ["next"] = new object[] { node } };
        return node;
    }

    private static Eip712Domain DomainOf(JsonElement json) => new(
        json.TryGetProperty("name", out var name) ? name.GetString() : null,
        json.TryGetProperty("version", out var version) ? version.GetString() : null,
        json.TryGetProperty("chainId", out var chainId)
            ? ulong.Parse(chainId.ToString(), System.Globalization.CultureInfo.InvariantCulture)
            : null,
        json.TryGetProperty("verifyingContract", out var contract) ? Address.Parse(contract.GetString()) : null,
        json.TryGetProperty("salt", out var salt) ? Bytes32.Parse(salt.GetString()) : null);

    private static Eip712TypedData Parse(string json) => Eip712TypedData.Parse(Encoding.UTF8.GetBytes(json));
}
