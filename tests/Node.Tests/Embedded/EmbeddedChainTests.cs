using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Tests.Chain;

namespace Ledger.Node.Tests.Embedded;

public sealed class EmbeddedChainTests : ChainTest
{
    [Fact]
    public async Task SendRawTransaction_OfTwoSenders_BecomesBlocksWithReceiptsInOrder()
    {
        var chain = await Fixture.StartAsync();
        await Fixture.SendAndWaitAsync(First.Deploy());
        var sent = new List<Bytes32>();
        for (ulong index = 0; index < 20; index++)
        {
            var sender = index % 3 == 0 ? Second : First;
            sent.Add(await chain.SendRawTransactionAsync(sender.Store(index, index + 1), Fixture.Cancellation));
        }

        foreach (var hash in sent) await Fixture.WaitForTransactionAsync(hash);

        var blocks = await chain.ReadBlocksAsync(2, 64, Fixture.Cancellation);
        blocks.SelectMany(block => block.TransactionHashes).ShouldBe(sent);
        blocks.SelectMany(block => block.Receipts).ShouldAllBe(receipt => receipt.IsSuccess && receipt.Logs.Length == 1);
        (await chain.ReadNonceAsync(First.Address, Fixture.Cancellation)).ShouldBe(First.Nonce);
        chain.Health.ShouldBe(ChainHealth.Ready);
    }

    [Fact]
    public async Task StartAsync_AfterStop_HasTheSameBlocks()
    {
        await Fixture.StartAsync();
        await Fixture.SendAndWaitAsync(First.Deploy(), First.Store(1, 2), Second.Store(3, 4));
        var before = await Fixture.ReadHashesAsync(0);
        await Fixture.StopAsync();

        await Fixture.StartAsync();

        (await Fixture.ReadHashesAsync(0)).ShouldBe(before);
        before.Count.ShouldBe(4);
    }

    [Fact]
    public async Task CallAsync_WithTimestampAndReverts_TellsThemApart()
    {
        var chain = await Fixture.StartAsync();
        await CallChecks.RunAsync(chain, Fixture.Cancellation);
    }

    [Fact]
    public async Task CallAsync_AfterLoadingASnapshot_SeesTheNewestState()
    {
        await Fixture.StartAsync(options: Fixture.DefaultOptions with { SnapshotTransactions = 1 });
        await Fixture.SendAndWaitAsync(First.Deploy(), First.Store(1, 2));
        await Fixture.StopAsync();

        var chain = await Fixture.StartAsync(followFrom: 3);

        (await chain.CallAsync(new ChainCall { To = TestAccount.Contract, Data = TestAccount.StoreCall(1, 3) }, Fixture.Cancellation)).HasFailed.ShouldBeFalse();
        (await chain.ReadNonceAsync(First.Address, Fixture.Cancellation)).ShouldBe(2UL);
    }

    [Fact]
    public async Task ReadTransactionInput_OfAMinedTransaction_IsItsCalldata()
    {
        var chain = await Fixture.StartAsync();
        await Fixture.SendAndWaitAsync(First.Deploy(), First.Store(5, 6));
        var hash = (await chain.ReadBlocksAsync(2, 1, Fixture.Cancellation))[0].TransactionHashes[0];

        (await chain.ReadTransactionInputAsync(hash, Fixture.Cancellation)).ShouldBe(TestAccount.StoreCall(5, 6));
        await Should.ThrowAsync<KeyNotFoundException>(() => chain.ReadTransactionInputAsync(Bytes32.Zero, Fixture.Cancellation));
    }

    [Fact]
    public async Task Builder_UnderLoad_KeepsItsInterval()
    {
        var chain = await Fixture.StartAsync(options: Fixture.DefaultOptions with { MinBlockIntervalMilliseconds = 50, MaxTransactionsPerBlock = 1 });
        var started = TimeProvider.System.GetTimestamp();
        foreach (var transaction in new[] { First.Deploy(), First.Store(1, 1), First.Store(2, 2), First.Store(3, 3), First.Store(4, 4) })
            await chain.SendRawTransactionAsync(transaction, Fixture.Cancellation);
        while (chain.Head < 5) await chain.WaitForHeadAsync(chain.Head, Fixture.Cancellation);

        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(4 * 50 - 5));
    }
}
