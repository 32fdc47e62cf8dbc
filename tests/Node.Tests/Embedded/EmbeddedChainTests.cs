using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

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
}
