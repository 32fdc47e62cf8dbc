using Ledger.Ethereum.Transactions;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>What the builder takes, and what it refuses with which reason.</summary>
public sealed class AdmissionTests : ChainTest
{
    [Fact]
    public async Task SendRawTransaction_OfAnotherChain_IsRefused()
    {
        await Fixture.StartAsync();
        var typed = First.SignAside(TestAccount.Template(0) with { ChainId = 1 });
        var legacy = First.SignAside(Legacy(chainId: 1));

        (await RefusalOfAsync(typed)).Refusal.ShouldBe(ChainRefusal.WrongChainId);
        (await RefusalOfAsync(legacy)).Message.ShouldContain("signed for chain 1");
    }

    [Fact]
    public async Task SendRawTransaction_LegacyOfThisChain_IsMined()
    {
        await Fixture.StartAsync();
        await Fixture.SendAndWaitAsync(First.Deploy(), First.Sign(nonce => Legacy(TestAccount.ChainId) with { Nonce = nonce }));
        (await Fixture.ReadHashesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task SendRawTransaction_WithNonceOutOfTurn_IsRefusedByKind()
    {
        await Fixture.StartAsync();
        await Fixture.SendAndWaitAsync(First.Deploy());

        (await RefusalOfAsync(First.SignAside(TestAccount.Template(2)))).Refusal.ShouldBe(ChainRefusal.NonceGap);
        (await RefusalOfAsync(First.SignAside(TestAccount.Template(0)))).Refusal.ShouldBe(ChainRefusal.NonceTooLow);
        (await RefusalOfAsync(Second.SignAside(TestAccount.Template(1)))).Message.ShouldContain("next nonce 0, the transaction 1");
    }

    [Fact]
    public async Task SendRawTransaction_WithNonceOfAWaitingOne_ReplacesNothing()
    {
        var chain = await Fixture.StartAsync(options: Fixture.DefaultOptions with { MaxBlocksAhead = 1 });
        await Fixture.SendAndWaitAsync(First.Deploy());
        var waiting = await chain.SendRawTransactionAsync(First.Store(1, 1), Fixture.Cancellation);

        (await RefusalOfAsync(First.SignAside(TestAccount.Template(1)))).Refusal.ShouldBe(ChainRefusal.NonceTaken);

        chain.Followed(1);
        await Fixture.WaitForTransactionAsync(waiting);
    }

    [Theory]
    [InlineData(21_000UL, 64, "IntrinsicGasTooLow")]
    [InlineData(100_000_001UL, 0, "GasLimitTooHigh")]
    public async Task SendRawTransaction_WithImpossibleGas_IsRefused(ulong gasLimit, int dataSize, string refusal)
    {
        await Fixture.StartAsync();
        var transaction = TestAccount.Template(0) with { GasLimit = gasLimit, Data = new byte[dataSize] };
        (await RefusalOfAsync(First.SignAside(transaction))).Refusal.ToString().ShouldBe(refusal);
    }

    [Fact]
    public async Task SendRawTransaction_WithValueOrPrice_IsRefused()
    {
        await Fixture.StartAsync();
        (await RefusalOfAsync(First.SignAside(TestAccount.Template(0) with { Value = 1 }))).Refusal.ShouldBe(ChainRefusal.Unfunded);
        (await RefusalOfAsync(First.SignAside(TestAccount.Template(0) with { MaxFeePerGas = 1 }))).Refusal.ShouldBe(ChainRefusal.Unfunded);
    }

    [Fact]
    public async Task SendRawTransaction_TooLarge_IsRefused()
    {
        await Fixture.StartAsync();
        var initCode = TestAccount.Template(0) with { To = null, Data = new byte[ChainLimits.MaxInitCodeSizeBytes + 1], GasLimit = 10_000_000 };
        (await RefusalOfAsync(First.SignAside(initCode))).Refusal.ShouldBe(ChainRefusal.TooLarge);
        (await RefusalOfAsync(new byte[ChainLimits.MaxTransactionSizeBytes + 1])).Refusal.ShouldBe(ChainRefusal.TooLarge);
    }

    [Fact]
    public async Task SendRawTransaction_WithALargestSerialList_IsMined()
    {
        const int largestListSizeBytes = 1_572_864;
        var chain = await Fixture.StartAsync();
        var data = new byte[largestListSizeBytes + 1_000];
        data.AsSpan().Fill(0xab);
        var large = First.Sign(nonce => TestAccount.Template(nonce) with { Data = data, GasLimit = 60_000_000 });

        await Fixture.SendAndWaitAsync(large);

        (await chain.ReadTransactionInputAsync(BlockMiner.HashOf(large), Fixture.Cancellation)).ShouldBe(data);
    }

    [Fact]
    public async Task SendRawTransaction_OfBytesThatAreNone_IsRefused()
    {
        await Fixture.StartAsync();
        (await RefusalOfAsync([])).Refusal.ShouldBe(ChainRefusal.Malformed);
        (await RefusalOfAsync([0x02, 0xc1])).Refusal.ShouldBe(ChainRefusal.Malformed);
        (await RefusalOfAsync([0x03, 0xc0])).Refusal.ShouldBe(ChainRefusal.UnsupportedType);
        var torn = First.SignAside(TestAccount.Template(0))[..^1];
        (await RefusalOfAsync(torn)).Refusal.ShouldBe(ChainRefusal.Malformed);
    }

    [Fact]
    public async Task SendRawTransaction_SameBytesAgain_IsHarmlessBeforeAndAfterItsBlockAndARestart()
    {
        var chain = await Fixture.StartAsync();
        var deploy = First.Deploy();
        var hash = await chain.SendRawTransactionAsync(deploy, Fixture.Cancellation);
        (await chain.SendRawTransactionAsync(deploy, Fixture.Cancellation)).ShouldBe(hash);
        await Fixture.WaitForTransactionAsync(hash);
        (await chain.SendRawTransactionAsync(deploy, Fixture.Cancellation)).ShouldBe(hash);
        await Fixture.StopAsync();

        chain = await Fixture.StartAsync();

        (await chain.SendRawTransactionAsync(deploy, Fixture.Cancellation)).ShouldBe(hash);
        await Fixture.SendAndWaitAsync(First.Store(1, 1));
        (await Fixture.ReadHashesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task SendRawTransaction_WhenPoolIsFull_SaysWhenToTryAgain()
    {
        var chain = await Fixture.StartAsync(options: Fixture.DefaultOptions with { MaxBlocksAhead = 1, MaxPoolTransactions = 2 });
        await Fixture.SendAndWaitAsync(First.Deploy());
        await chain.SendRawTransactionAsync(First.Store(1, 1), Fixture.Cancellation);
        var second = await chain.SendRawTransactionAsync(First.Store(2, 2), Fixture.Cancellation);
        var third = First.Store(3, 3);

        var busy = await Should.ThrowAsync<ChainBusyException>(() => chain.SendRawTransactionAsync(third, Fixture.Cancellation));

        busy.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        chain.Followed(1);
        await Fixture.WaitForTransactionAsync(second);
        chain.Followed(2);
        await Fixture.SendAndWaitAsync(third);
    }

    [Fact]
    public async Task Builder_WhenFollowerLags_StopsAheadOfIt()
    {
        var chain = await Fixture.StartAsync(options: Fixture.DefaultOptions with { MaxBlocksAhead = 3, MaxTransactionsPerBlock = 1 });
        var work = new List<byte[]> { First.Deploy() };
        for (ulong index = 0; index < 5; index++) work.Add(First.Store(index, index));
        foreach (var transaction in work) await chain.SendRawTransactionAsync(transaction, Fixture.Cancellation);

        await chain.WaitForHeadAsync(2, Fixture.Cancellation);
        chain.Head.ShouldBe(3UL);
        chain.Followed(1);
        (await chain.WaitForHeadAsync(3, Fixture.Cancellation)).ShouldBe(4UL);
        chain.Followed(6);
        await chain.WaitForHeadAsync(5, Fixture.Cancellation);
    }

    [Fact]
    public async Task Builder_OfGasBeyondABlock_SplitsInOrder()
    {
        var chain = await Fixture.StartAsync(options: Fixture.DefaultOptions with { BlockGasLimit = 1_000_000, MaxBlocksAhead = 1 });
        await Fixture.SendAndWaitAsync(First.Deploy());
        var sent = new List<byte[]>();
        for (ulong index = 0; index < 15; index++) sent.Add(First.Store(index, index));
        foreach (var transaction in sent) await chain.SendRawTransactionAsync(transaction, Fixture.Cancellation);

        chain.Followed(10);
        await Fixture.WaitForTransactionAsync(BlockMiner.HashOf(sent[^1]));

        var blocks = await chain.ReadBlocksAsync(2, 10, Fixture.Cancellation);
        blocks.Select(block => block.TransactionHashes.Count).ShouldBe([10, 5]);
        blocks.SelectMany(block => block.TransactionHashes).ShouldBe(sent.Select(transaction => BlockMiner.HashOf(transaction)));
    }

    private static LegacyTransaction Legacy(ulong chainId) =>
        new() { ChainId = chainId, Nonce = 0, GasLimit = 100_000, To = TestAccount.Contract, GasPrice = 0 };

    private Task<ChainRefusedException> RefusalOfAsync(byte[] transaction) =>
        Should.ThrowAsync<ChainRefusedException>(() => Fixture.Chain.SendRawTransactionAsync(transaction, Fixture.Cancellation));
}
