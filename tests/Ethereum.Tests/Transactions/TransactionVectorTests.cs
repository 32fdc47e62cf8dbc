using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Transactions;

public sealed class TransactionVectorTests
{
    public static TheoryData<int> Vectors() => EthersVectors.Indices("transactions");

    [Fact]
    public void Sign_ExampleOfEip155_IsThatOfTheStandard()
    {
        using var key = EthereumPrivateKey.Parse("0x4646464646464646464646464646464646464646464646464646464646464646");
        var transaction = new LegacyTransaction
        {
            ChainId = 1,
            Nonce = 9,
            GasPrice = 20 * BigInteger.Pow(10, 9),
            GasLimit = 21000,
            To = Address.Parse("0x3535353535353535353535353535353535353535"),
            Value = BigInteger.Pow(10, 18),
        };
        transaction.SigningHash().ShouldBe(Bytes32.Parse("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"));
        var signed = transaction.Sign(key);
        Hex.ToHex(signed.Raw.Span).ShouldBe(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025"
            + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
            + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
        SignedTransaction.Decode(signed.Raw.Span, 1).RecoverSender().ShouldBe(key.Address);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Sign_EthersVector_IsTheSameBytes(int index)
    {
        var vector = EthersVectors.Root.GetProperty("transactions")[index];
        using var key = EthereumPrivateKey.Parse(EthersVectors.Root.GetProperty("privateKey").GetString());
        var transaction = Read(vector);
        transaction.SigningHash().ToString().ShouldBe(vector.GetProperty("signingHash").GetString());
        var signed = transaction.Sign(key);
        Hex.ToHex(signed.Raw.Span).ShouldBe(vector.GetProperty("raw").GetString());
        signed.Hash.ToString().ShouldBe(vector.GetProperty("hash").GetString());
        ContractAddress.FromCreation(key.Address, transaction.Nonce).ToChecksumString().ShouldBe(vector.GetProperty("created").GetString());
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Decode_EthersVector_GivesItsFieldsAndSender(int index)
    {
        var vector = EthersVectors.Root.GetProperty("transactions")[index];
        var expected = Read(vector);
        var signed = SignedTransaction.Decode(Hex.FromHex(vector.GetProperty("raw").GetString()), expected.ChainId);
        Hex.ToHex(signed.Raw.Span).ShouldBe(vector.GetProperty("raw").GetString());
        signed.RecoverSender().ToChecksumString().ShouldBe(vector.GetProperty("from").GetString());
        var actual = signed.Transaction;
        actual.Type.ShouldBe(expected.Type);
        actual.Nonce.ShouldBe(expected.Nonce);
        actual.GasLimit.ShouldBe(expected.GasLimit);
        actual.To.ShouldBe(expected.To);
        actual.Value.ShouldBe(expected.Value);
        actual.Data.ToArray().ShouldBe(expected.Data.ToArray());
        actual.MaximumGasPrice.ShouldBe(expected.MaximumGasPrice);
        actual.AccessList.Select(e => (e.Address, string.Join(',', e.StorageKeys))).ShouldBe(expected.AccessList.Select(e => (e.Address, string.Join(',', e.StorageKeys))));
        Should.Throw<EthereumFormatException>(() => SignedTransaction.Decode(signed.Raw.Span, expected.ChainId + 1)).Message.ShouldContain("chain");
    }

    private static Transaction Read(JsonElement json)
    {
        BigInteger Fee(string name) => BigInteger.Parse(json.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
        Address? to = json.GetProperty("to").GetString() is { } text ? Address.Parse(text) : null;
        var (chainId, nonce, gasLimit) = (json.GetProperty("chainId").GetUInt64(), json.GetProperty("nonce").GetUInt64(), json.GetProperty("gasLimit").GetUInt64());
        var (value, data) = (Fee("value"), Hex.FromHex(json.GetProperty("data").GetString()));
        var accessList = json.TryGetProperty("accessList", out var list)
            ? list.EnumerateArray().Select(e => new AccessListEntry(
                Address.Parse(e.GetProperty("address").GetString()),
                [.. e.GetProperty("storageKeys").EnumerateArray().Select(k => Bytes32.Parse(k.GetString()))])).ToList()
            : [];
        return json.GetProperty("type").GetInt32() switch
        {
            0 => new LegacyTransaction { ChainId = chainId, Nonce = nonce, GasLimit = gasLimit, To = to, Value = value, Data = data, GasPrice = Fee("gasPrice") },
            1 => new AccessListTransaction { ChainId = chainId, Nonce = nonce, GasLimit = gasLimit, To = to, Value = value, Data = data, GasPrice = Fee("gasPrice"), AccessList = accessList },
            _ => new FeeMarketTransaction
            {
                ChainId = chainId,
                Nonce = nonce,
                GasLimit = gasLimit,
                To = to,
                Value = value,
                Data = data,
                MaxPriorityFeePerGas = Fee("maxPriorityFeePerGas"),
                MaxFeePerGas = Fee("maxFeePerGas"),
                AccessList = accessList,
            },
        };
    }
}
