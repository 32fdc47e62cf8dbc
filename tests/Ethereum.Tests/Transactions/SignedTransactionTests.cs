using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Transactions;

public sealed class SignedTransactionTests
{
    private const ulong ChainId = 20260;

    private static readonly byte[][] Valid = [.. EthersVectors.Root.GetProperty("transactions").EnumerateArray()
        .Where(t => t.GetProperty("chainId").GetUInt64() == ChainId).Select(t => Hex.FromHex(t.GetProperty("raw").GetString()))];

    [Fact]
    public void Decode_MutatedEncoding_IsReencodedTheSameOrRefused()
    {
        Valid.Length.ShouldBeGreaterThan(5);
        var changes = from raw in Gen.Elements(Valid)
                      from position in Gen.Choose(0, raw.Length - 1)
                      from value in Gen.Choose(0, 255)
                      select (byte[])[.. raw[..position], (byte)value, .. raw[(position + 1)..]];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(changes.ToArbitrary(), Survives));
    }

    [Fact]
    public void Decode_AnyBytes_IsRefusedOrReencodedTheSame() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(Survives));

    [Fact]
    public void Decode_TrailingOrMissingByte_IsRefused()
    {
        foreach (var raw in Valid)
        {
            Should.Throw<EthereumFormatException>(() => SignedTransaction.Decode([.. raw, 0], ChainId));
            Should.Throw<EthereumFormatException>(() => SignedTransaction.Decode(raw.AsSpan(..^1), ChainId));
        }
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x03c0")]
    [InlineData("0x00c0")]
    [InlineData("0x02c0")]
    [InlineData("0xc0")]
    [InlineData("0x02")]
    public void Decode_NoTransaction_IsRefused(string hex) =>
        Should.Throw<EthereumFormatException>(() => SignedTransaction.Decode(Hex.FromHex(hex), ChainId));

    // A transaction of 2015 from EIP-155's time before: v is 27 or 28, so any chain would take it.
    [Fact]
    public void Decode_LegacyBoundToNoChain_IsRefused()
    {
        var raw = Hex.FromHex(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000801b"
            + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
        Should.Throw<EthereumFormatException>(() => SignedTransaction.Decode(raw, 1)).Message.ShouldContain("EIP-155");
    }

    [Fact]
    public void Sign_FieldsOutOfRange_AreRefused()
    {
        using var key = EthereumPrivateKey.Create();
        var good = new FeeMarketTransaction { ChainId = ChainId, Nonce = 0, GasLimit = 21000, MaxFeePerGas = 2, MaxPriorityFeePerGas = 1 };
        good.Sign(key).RecoverSender().ShouldBe(key.Address);
        Should.Throw<ArgumentException>(() => (good with { Value = -1 }).Sign(key));
        Should.Throw<ArgumentException>(() => (good with { Value = BigInteger.Pow(2, 256) }).Sign(key));
        Should.Throw<ArgumentException>(() => (good with { MaxPriorityFeePerGas = 3 }).Sign(key));
        Should.Throw<ArgumentException>(() => (good with { Nonce = ulong.MaxValue }).Sign(key));
        Should.Throw<ArgumentException>(() => new SignedTransaction(good, new Signature(Bytes32.Zero, Bytes32.Zero, 2)));
        var legacy = new LegacyTransaction { ChainId = LegacyTransaction.MaximumChainId, Nonce = 0, GasLimit = 21000, GasPrice = 0 };
        SignedTransaction.Decode(legacy.Sign(key).Raw.Span, legacy.ChainId).RecoverSender().ShouldBe(key.Address);
        Should.Throw<ArgumentException>(() => (legacy with { ChainId = LegacyTransaction.MaximumChainId + 1 }).Sign(key));
        Should.Throw<ArgumentException>(() => (legacy with { ChainId = 0 }).Sign(key));
    }

    [Fact]
    public void MinimumLimit_CalldataCreationAndAccessList_AreCountedAsInTheStandards()
    {
        var call = new FeeMarketTransaction
        {
            ChainId = ChainId,
            Nonce = 0,
            GasLimit = 0,
            MaxFeePerGas = 0,
            MaxPriorityFeePerGas = 0,
            To = Address.Zero,
            Data = new byte[] { 0, 0, 1, 2, 3 },
        };
        TransactionGas.Intrinsic(call).ShouldBe(21_000UL + (2 * 4) + (3 * 16));
        TransactionGas.MinimumLimit(call, EvmFork.Cancun).ShouldBe(21_056UL);
        // EIP-7623: tokens = 2 + 3 · 4, ten gas each.
        TransactionGas.MinimumLimit(call, EvmFork.Prague).ShouldBe(21_140UL);
        TransactionGas.Intrinsic(call with { To = null, Data = new byte[33] }).ShouldBe(21_000UL + 32_000 + (33 * 4) + (2 * 2));
        TransactionGas.Intrinsic(call with { Data = default, AccessList = [new(Address.Zero, [Bytes32.Zero, Bytes32.Zero]), new(Address.Zero, [])] })
            .ShouldBe(21_000UL + (2 * 2_400) + (2 * 1_900));
        // The access list outweighs the floor.
        TransactionGas.MinimumLimit(call with { AccessList = [new(Address.Zero, [])] }, EvmFork.Prague).ShouldBe(21_056UL + 2_400);
    }

    private static bool Survives(byte[] raw)
    {
        try
        {
            var signed = SignedTransaction.Decode(raw, ChainId);
            if (!signed.Raw.Span.SequenceEqual(raw)) return false;
            signed.RecoverSender();
        }
        catch (EthereumFormatException)
        {
        }

        return true;
    }
}
