using System.Diagnostics;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>The chain process is killed while the node runs.</summary>
public sealed class ProcessFailureTests : ChainTest
{
    private EmbeddedChainOptions Options => Fixture.DefaultOptions with { SnapshotTransactions = 10, MaxTransactionsPerBlock = 4 };

    [Theory]
    [InlineData(nameof(FaultPoint.EntrySynced))]
    [InlineData(nameof(FaultPoint.TransactionSubmitted))]
    [InlineData(nameof(FaultPoint.EntrySubmitted))]
    [InlineData(nameof(FaultPoint.BlockMined))]
    [InlineData(nameof(FaultPoint.HashSynced))]
    [InlineData(nameof(FaultPoint.HeadMoved))]
    [InlineData(nameof(FaultPoint.SnapshotDumped))]
    public async Task Chain_ProcessKilledAtPoint_RecoversByItselfWithTheSameBlocks(string pointName)
    {
        var faults = new FaultScript(Enum.Parse<FaultPoint>(pointName), occurrence: 2, KillProcess);
        await Fixture.StartAsync(options: Options with { SnapshotTransactions = 4 }, faults: faults);
        await using var follower = new TestFollower(Fixture.Chain, Fixture.Cancellation);

        var sent = await SendAllAsync(SignWork(24));

        await RequireReplaysAsync(follower, sent);
        faults.HasActed.ShouldBeTrue();
    }

    [Fact]
    public async Task Chain_ProcessKilledAtRandomUnderLoad_LosesNothing()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await Fixture.StartAsync(options: Options);
        await using var follower = new TestFollower(Fixture.Chain, Fixture.Cancellation);
        var sending = SendAllAsync(SignWork(300));
        for (var kill = 0; kill < 4; kill++)
        {
            // How far the load is when the process dies is left to chance, but each kill meets new blocks.
            await Fixture.Chain.WaitForHeadAsync(Fixture.Chain.Head + (ulong)random.Next(4), Fixture.Cancellation);
            KillProcess();
        }

        var sent = await sending;
        await RequireReplaysAsync(follower, sent, $"seed {seed}");
    }

    [Fact]
    public async Task Chain_WhileProcessIsAway_FailsTransientlyAndSaysSo()
    {
        // A restart that takes long enough to be looked at.
        var chain = await Fixture.StartAsync(options: Options with { RestartDelayMilliseconds = 2_000 });
        await Fixture.SendAndWaitAsync(First.Deploy());
        KillProcess();
        while (chain.Health.State is not ChainState.Unavailable) await Task.Yield();

        chain.Health.Reason.ShouldNotBeNull().ShouldContain("restarted");
        await Should.ThrowAsync<ChainUnavailableException>(() => chain.ReadBlocksAsync(1, 1, Fixture.Cancellation));
        await Should.ThrowAsync<ChainUnavailableException>(() => chain.SendRawTransactionAsync(First.Store(1, 1), Fixture.Cancellation));
        await Should.ThrowAsync<ChainUnavailableException>(
            () => chain.CallAsync(new ChainCall { To = TestAccount.Contract, Data = default }, Fixture.Cancellation));
        chain.Head.ShouldBe(1UL);
    }

    private List<byte[]> SignWork(int count)
    {
        var work = new List<byte[]> { First.Deploy() };
        for (var index = 1; index < count; index++) work.Add((index % 2 == 0 ? First : Second).Store((ulong)index, (ulong)index));
        return work;
    }

    private async Task<IReadOnlyList<Bytes32>> SendAllAsync(List<byte[]> work)
    {
        var sent = new List<Bytes32>();
        foreach (var transaction in work) sent.Add(await SendUntilTakenAsync(transaction));
        return sent;
    }

    private async Task<Bytes32> SendUntilTakenAsync(byte[] transaction)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            try
            {
                return await Fixture.Chain.SendRawTransactionAsync(transaction, Fixture.Cancellation);
            }
            catch (ChainUnavailableException)
            {
                await poll.WaitForNextTickAsync(Fixture.Cancellation);
            }
        }
    }

    private async Task RequireReplaysAsync(TestFollower follower, IReadOnlyList<Bytes32> sent, string? note = null)
    {
        await follower.WaitForTransactionsAsync(sent.Count);
        await follower.DisposeAsync();
        follower.Transactions.ShouldBe(sent, ignoreOrder: true, note);
        await Fixture.StopAsync();
        foreach (var path in Directory.GetFiles(Fixture.ChainFolderPath, "*.snapshot")) File.Delete(path);
        await Fixture.StartAsync(options: Options);
        await using var again = new TestFollower(Fixture.Chain, Fixture.Cancellation);
        await again.WaitForTransactionsAsync(sent.Count);
        again.Hashes.ShouldBe(follower.Hashes, note);
    }

    private void KillProcess()
    {
        if (Fixture.Chain.ProcessId is not { } processId) return;
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It is already gone.
        }
    }
}
