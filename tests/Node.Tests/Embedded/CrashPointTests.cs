using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>The node stops between any two steps; the next one has the same blocks and finishes the work.</summary>
public sealed class CrashPointTests : ChainTest
{
    private const int Transactions = 12;

    public static TheoryData<string, int> Points()
    {
        var points = new TheoryData<string, int>();
        foreach (var point in Enum.GetNames<FaultPoint>())
        {
            points.Add(point, 1);
            points.Add(point, 2);
        }

        return points;
    }

    private EmbeddedChainOptions Options => Fixture.DefaultOptions with { SnapshotTransactions = 3, MaxTransactionsPerBlock = 4 };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task StartAsync_AfterNodeStoppedAtPoint_HasTheSameBlocksAndCompletesTheWork(string pointName, int occurrence)
    {
        var faults = new FaultScript(Enum.Parse<FaultPoint>(pointName), occurrence, () => throw new Crash(pointName));
        var work = SignWork();
        var seen = await WorkUntilStoppedAsync(work, faults);
        faults.HasActed.ShouldBeTrue();
        await Fixture.StopAsync();

        await Fixture.StartAsync(followFrom: (ulong)seen.Count + 1, options: Options);
        (await Fixture.ReadHashesAsync()).Take(seen.Count).ShouldBe(seen);
        await CompleteAsync(work);

        var all = await Fixture.ReadHashesAsync();
        (await TransactionsAsync()).ShouldBe(work.Select(transaction => BlockMiner.HashOf(transaction)), ignoreOrder: true);
        await Fixture.StopAsync();
        RemoveSnapshots();
        await Fixture.StartAsync(options: Options);
        (await Fixture.ReadHashesAsync()).ShouldBe(all);
    }

    private List<byte[]> SignWork()
    {
        var work = new List<byte[]> { First.Deploy() };
        for (ulong index = 0; index < Transactions; index++) work.Add((index % 2 == 0 ? First : Second).Store(index, index + 1));
        return work;
    }

    // Sends like a relay: what it was refused, or never heard of, it sends again.
    private async Task<IReadOnlyList<Bytes32>> WorkUntilStoppedAsync(List<byte[]> work, FaultScript faults)
    {
        var chain = await Fixture.StartAsync(options: Options, faults: faults);
        var seen = new List<Bytes32>();
        foreach (var transaction in work)
        {
            try
            {
                var hash = await chain.SendRawTransactionAsync(transaction, Fixture.Cancellation);
                while (chain.Health.State is ChainState.Ready && !await Fixture.HasTransactionAsync(hash))
                {
                    using var step = CancellationTokenSource.CreateLinkedTokenSource(Fixture.Cancellation);
                    step.CancelAfter(TimeSpan.FromMilliseconds(20));
                    await ((Task)chain.WaitForHeadAsync(chain.Head, step.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                seen = [.. await Fixture.ReadHashesAsync()];
            }
            catch (ChainException)
            {
                break;
            }
        }

        return seen;
    }

    private async Task CompleteAsync(List<byte[]> work)
    {
        foreach (var transaction in work) await Fixture.Chain.SendRawTransactionAsync(transaction, Fixture.Cancellation);
        foreach (var transaction in work) await Fixture.WaitForTransactionAsync(BlockMiner.HashOf(transaction));
    }

    private async Task<IReadOnlyList<Bytes32>> TransactionsAsync()
    {
        var blocks = await Fixture.Chain.ReadBlocksAsync(1, ChainLimits.MaxBlocksPerRead, Fixture.Cancellation);
        return [.. blocks.SelectMany(block => block.TransactionHashes)];
    }

    private void RemoveSnapshots()
    {
        foreach (var path in Directory.GetFiles(Fixture.ChainFolderPath, "*.snapshot")) File.Delete(path);
    }
}
