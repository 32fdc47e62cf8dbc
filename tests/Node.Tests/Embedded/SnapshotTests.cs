using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>Snapshots shorten the replay and change nothing.</summary>
public sealed class SnapshotTests : ChainTest
{
    private EmbeddedChainOptions Small => Fixture.DefaultOptions with { SnapshotTransactions = 4, MaxTransactionsPerBlock = 1 };

    [Fact]
    public async Task StartAsync_FromSnapshotAfter500Transactions_BuildsTheBlocksThatReplayBuilds()
    {
        await Fixture.StartAsync();
        await SendManyAsync(520);
        // A snapshot is taken between blocks: once there is another block, the one that was due is there.
        await Fixture.SendAndWaitAsync(First.Store(9, 9));
        var head = Fixture.Chain.Head;
        await Fixture.StopAsync();
        SnapshotNumbers().ShouldNotBeEmpty();

        var replayed = new ReplayRecorder();
        await Fixture.StartAsync(followFrom: head + 1, faults: replayed);
        (replayed.First == 0 ? head + 1 : replayed.First).ShouldBe(SnapshotNumbers()[^1] + 1);
        await Fixture.SendAndWaitAsync(First.Store(1, 2), Second.Store(2, 3), First.Store(4, 5));
        var loaded = await Fixture.ReadHashesAsync();
        await Fixture.StopAsync();
        RemoveSnapshots();

        await Fixture.StartAsync();
        (await Fixture.ReadHashesAsync()).ShouldBe(loaded);
    }

    [Fact]
    public async Task Write_BeyondTwo_KeepsTheLastTwoAndTheOneTheFollowerNeeds()
    {
        await Fixture.StartAsync(options: Small);
        Fixture.Chain.Followed(5);
        await SendManyAsync(26);
        await Fixture.StopAsync();

        var numbers = SnapshotNumbers();
        numbers.Count.ShouldBe(3);
        numbers[0].ShouldBe(4UL);
        numbers[1..].ShouldBe([20UL, 24UL]);
    }

    [Fact]
    public async Task StartAsync_WithTornNewestSnapshot_SetsItAsideAndUsesTheOlder()
    {
        var before = await MakeSnapshotsAsync();
        var newest = SnapshotPaths()[^1];
        await using (var file = File.OpenWrite(newest)) file.SetLength(file.Length / 2);

        await RequireSameAsync(before, firstReplayed: SnapshotNumbers()[^2] + 1);

        File.Exists(newest + ".bad").ShouldBeTrue();
    }

    [Fact]
    public async Task StartAsync_WithAllSnapshotsDamaged_ReplaysFromGenesis()
    {
        var before = await MakeSnapshotsAsync();
        foreach (var path in SnapshotPaths())
        {
            var bytes = await File.ReadAllBytesAsync(path);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(path, bytes);
        }

        await RequireSameAsync(before, firstReplayed: 1);
    }

    [Fact]
    public async Task StartAsync_WithSnapshotThatAnvilRefuses_SetsItAside()
    {
        var before = await MakeSnapshotsAsync();
        RewriteNewest(snapshot => snapshot with { State = "nonsense"u8.ToArray() });

        await RequireSameAsync(before, firstReplayed: SnapshotNumbers()[^2] + 1);
    }

    [Fact]
    public async Task StartAsync_WithSnapshotOfAnotherState_SetsItAside()
    {
        // The older state under the newest block's name: well-formed, loads, and is wrong.
        var before = await MakeSnapshotsAsync();
        var older = SnapshotCodec.Decode(await File.ReadAllBytesAsync(SnapshotPaths()[^2]))!;
        RewriteNewest(snapshot => snapshot with { State = older.State });

        await RequireSameAsync(before, firstReplayed: older.Number + 1);
    }

    [Fact]
    public async Task StartAsync_WithSnapshotOfAnotherChain_SetsItAside()
    {
        var before = await MakeSnapshotsAsync();
        RewriteNewest(snapshot => snapshot with { Hash = Bytes32.Zero });

        await RequireSameAsync(before, firstReplayed: SnapshotNumbers()[^2] + 1);
    }

    [Fact]
    public async Task StartAsync_WhenFollowerNeedsOlderBlocks_LoadsNothingNewer()
    {
        var before = await MakeSnapshotsAsync();
        var replayed = new ReplayRecorder();

        await Fixture.StartAsync(followFrom: 2, options: Small, faults: replayed);

        replayed.First.ShouldBe(1UL);
        (await Fixture.ReadHashesAsync()).ShouldBe(before);
        // A replay this long makes a snapshot due: while it is being taken, there are three.
        await Fixture.StopAsync();
        SnapshotPaths().Count.ShouldBe(2);
        Directory.GetFiles(Fixture.ChainFolderPath, "*.bad").ShouldBeEmpty();
    }

    [Fact]
    public async Task StartAsync_WhenFollowerIsFarBehind_ReplaysNoFurtherThanItMayAndGoesOn()
    {
        var before = await MakeSnapshotsAsync();
        var options = Small with { MaxBlocksAhead = 3 };

        var chain = await Fixture.StartAsync(followFrom: 1, options: options);

        chain.Head.ShouldBe(3UL);
        chain.Health.State.ShouldBe(ChainState.Starting);
        await using var follower = new TestFollower(chain, Fixture.Cancellation);
        await follower.WaitForTransactionsAsync(before.Count);
        follower.Hashes.ShouldBe(before);
    }

    [Fact]
    public async Task Snapshotter_AfterAnIntervalWithWork_TakesOneSnapshot()
    {
        var time = new ManualTime();
        await Fixture.StartAsync(timeProvider: time);
        await Fixture.SendAndWaitAsync(First.Deploy());
        SnapshotPaths().ShouldBeEmpty();

        // Time passes in small steps: a leap would also end the requests that make the snapshot.
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do time.Advance(TimeSpan.FromSeconds(2));
        while (SnapshotPaths().Count == 0 && await poll.WaitForNextTickAsync(Fixture.Cancellation));

        SnapshotNumbers().ShouldBe([1UL]);
    }

    private async Task<IReadOnlyList<Bytes32>> MakeSnapshotsAsync()
    {
        await Fixture.StartAsync(options: Small);
        await SendManyAsync(10);
        var hashes = await Fixture.ReadHashesAsync();
        await Fixture.StopAsync();
        SnapshotPaths().Count.ShouldBe(2);
        return hashes;
    }

    private async Task RequireSameAsync(IReadOnlyList<Bytes32> before, ulong firstReplayed)
    {
        var replayed = new ReplayRecorder();
        await Fixture.StartAsync(followFrom: (ulong)before.Count + 1, options: Small, faults: replayed);
        (await Fixture.ReadHashesAsync()).ShouldBe(before);
        replayed.Last.ShouldBe((ulong)before.Count);
        replayed.LastRunFirst.ShouldBe(firstReplayed);
        Fixture.Chain.Health.ShouldBe(ChainHealth.Ready);
    }

    private async Task SendManyAsync(int count)
    {
        var work = new List<byte[]> { First.Deploy() };
        for (var index = 1; index < count; index++) work.Add((index % 3 == 0 ? Second : First).Store((ulong)index, (ulong)index));
        foreach (var transaction in work) await Fixture.Chain.SendRawTransactionAsync(transaction, Fixture.Cancellation);
        await Fixture.WaitForTransactionAsync(BlockMiner.HashOf(work[^1]));
    }

    private List<string> SnapshotPaths()
    {
        var paths = Directory.GetFiles(Fixture.ChainFolderPath, "*.snapshot");
        return [.. paths.Order(StringComparer.Ordinal)];
    }

    private List<ulong> SnapshotNumbers() =>
        [.. SnapshotPaths().Select(path => SnapshotCodec.Decode(File.ReadAllBytes(path))?.Number ?? 0)];

    private void RewriteNewest(Func<StateSnapshot, StateSnapshot> change)
    {
        var path = SnapshotPaths()[^1];
        File.WriteAllBytes(path, SnapshotCodec.Encode(change(SnapshotCodec.Decode(File.ReadAllBytes(path))!)));
    }

    private void RemoveSnapshots()
    {
        foreach (var path in SnapshotPaths()) File.Delete(path);
    }

    /// <summary>Notes which blocks were mined.</summary>
    private sealed class ReplayRecorder : IFaultInjector
    {
        public ulong First { get; private set; }

        public ulong Last { get; private set; }

        /// <summary>The first block after the last time that mining began anew at a lower one, or the first of all.</summary>
        public ulong LastRunFirst { get; private set; }

        public void At(FaultPoint point, ulong blockNumber)
        {
            if (point is not FaultPoint.BlockMined) return;
            if (First == 0) First = blockNumber;
            if (Last == 0 || blockNumber <= Last) LastRunFirst = blockNumber;
            Last = blockNumber;
        }
    }
}
