using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Tests.Queries;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Follower;

public sealed class ChainFollowerTests(StoryFixture story) : IClassFixture<StoryFixture>, IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-follow-").FullName;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly Dictionary<Bytes32, byte[]> _inputs = [];
    private List<ChainBlock> _blocks = [];

    private Bytes32 TrueDigest => story.World.Index.Cursor!.Digest;

    public async Task InitializeAsync()
    {
        var chain = story.World.Chain;
        _blocks = [.. await chain.ReadBlocksAsync(1, ChainLimits.MaxBlocksPerRead, _limit.Token)];
        foreach (var hash in _blocks.SelectMany(block => block.TransactionHashes)) _inputs[hash] = await chain.ReadTransactionInputAsync(hash, _limit.Token);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Run_TrueBlocks_GivesTheSameDigest()
    {
        var (health, cursor, chain) = await FollowAsync((_, block) => block);
        health.State.ShouldBe(FollowerState.AtHead);
        cursor!.Digest.ShouldBe(TrueDigest);
        chain.FollowedTo.ShouldBe((ulong)_blocks.Count);
    }

    [Theory]
    [InlineData("changed log")]
    [InlineData("dropped log")]
    [InlineData("wrong receipts root")]
    [InlineData("renumbered log")]
    [InlineData("swapped receipts' hashes")]
    [InlineData("dropped receipt")]
    public async Task Run_EndpointLiesForEver_HaltsBeforeTheLie(string lie)
    {
        var target = TargetBlock();
        var (health, cursor, _) = await FollowAsync((_, block) => block.Number == target ? Lie(lie, block) : block);
        health.State.ShouldBe(FollowerState.Halted);
        health.Reason.ShouldNotBeNull().ShouldContain($"lock {target}");
        (cursor?.Number ?? 0).ShouldBeLessThan(target);
    }

    [Fact]
    public async Task Run_EndpointLiesOnce_IsReadAgain()
    {
        var target = TargetBlock();
        var lied = false;
        var (health, cursor, _) = await FollowAsync((_, block) =>
        {
            if (lied || block.Number != target) return block;
            lied = true;
            return Lie("changed log", block);
        });
        health.State.ShouldBe(FollowerState.AtHead);
        cursor!.Digest.ShouldBe(TrueDigest);
    }

    [Fact]
    public async Task Run_BlocksOutOfOrder_HaltsWithNothingWrong()
    {
        var (health, cursor, _) = await FollowAsync((_, block) => block.Number == 2 ? _blocks[2] : block);
        health.State.ShouldBe(FollowerState.Halted);
        (cursor?.Number ?? 0).ShouldBeLessThan(2ul);
    }

    [Fact]
    public async Task Run_ParentChanged_HaltsAtOnce()
    {
        var target = TargetBlock();
        var (health, cursor, _) = await FollowAsync((_, block) => block.Number == target ? Rehash(block, Bytes32.Zero) : block);
        health.State.ShouldBe(FollowerState.Halted);
        health.Reason.ShouldNotBeNull().ShouldContain("a final block was changed");
        (cursor?.Number ?? 0).ShouldBeLessThan(target);
    }

    [Fact]
    public async Task Run_FirstBlockOfAnotherGenesis_HaltsWithNothingInTheIndex()
    {
        var (health, cursor, _) = await FollowAsync((_, block) => block, genesis: Bytes32.Zero);
        health.State.ShouldBe(FollowerState.Halted);
        health.Reason.ShouldNotBeNull().ShouldContain("Block 1 ");
        cursor.ShouldBeNull();
        (await FollowAsync((_, block) => block, genesis: _blocks[0].Header.ParentHash)).Cursor!.Digest.ShouldBe(TrueDigest);
    }

    [Fact]
    public async Task Run_ChainAwayForAWhile_WaitsAndGoesOn()
    {
        var (health, cursor, chain) = await FollowAsync(
            (_, block) => block, read => read < 20 ? throw new ChainUnavailableException("away", TimeSpan.Zero) : Task.CompletedTask);
        health.State.ShouldBe(FollowerState.AtHead);
        cursor!.Digest.ShouldBe(TrueDigest);
        chain.Reads.ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task Run_ReadHangs_IsGivenUpAndTriedAgain()
    {
        var (health, cursor, _) = await FollowAsync((_, block) => block, read => read == 1 ? Task.Delay(Timeout.Infinite, _limit.Token) : Task.CompletedTask);
        health.State.ShouldBe(FollowerState.AtHead);
        cursor!.Digest.ShouldBe(TrueDigest);
    }

    [Fact]
    public async Task Run_CalldataLacksTheSerials_IsAnAlertNotAHalt()
    {
        foreach (var hash in _inputs.Keys.ToList()) _inputs[hash] = [];
        var (health, cursor, _) = await FollowAsync((_, block) => block);
        health.State.ShouldBe(FollowerState.AtHead);
        cursor!.Digest.ShouldBe(TrueDigest, "serials are outside the digest");
    }

    [Fact]
    public async Task Run_DiskFullForAWhile_WritesNothingAndGoesOnWhenThereIsRoom()
    {
        var room = new FullForAWhile(_folder);
        var (health, cursor, _) = await FollowAsync((_, block) => block, room: room);
        room.Refused.ShouldBe(FullForAWhile.Times);
        health.State.ShouldBe(FollowerState.AtHead);
        cursor!.Digest.ShouldBe(TrueDigest);
    }

    [Theory]
    [InlineData(IndexStep.BatchFilled)]
    [InlineData(IndexStep.BatchWritten)]
    [InlineData(IndexStep.MemoryUpdated)]
    public async Task Run_AbandonedAtEachStepOfEachBlock_EndsWithTheSameDigest(object step)
    {
        for (var kills = 0; ; kills++)
        {
            kills.ShouldBeLessThanOrEqualTo(_blocks.Count);
            var crash = new CrashOnce((IndexStep)step);
            var (health, cursor, _) = await FollowAsync((_, block) => block, faults: crash, blocksPerRead: 1);
            if (health.State is FollowerState.Halted) continue;
            cursor!.Digest.ShouldBe(TrueDigest);
            kills.ShouldBeGreaterThan(0);
            return;
        }
    }

    [Fact]
    public async Task Run_SealFindsTheSerialIndexCorrupt_Halts()
    {
        var faults = new CorruptSeal();
        FollowerHealth? last = null;

        await FollowAsync((_, block) => block, faults: faults, serials: new() { SealThreshold = 1 }, atEnd: health => last = health);

        last!.State.ShouldBe(FollowerState.Halted);
        last.Reason.ShouldBe(CorruptSeal.Reason);
    }

    public void Dispose()
    {
        _limit.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ulong TargetBlock() => _blocks.First(block => block.Number > 2 && block.Receipts.Any(receipt => receipt.Logs.Length > 1)).Number;

    private async Task<(FollowerHealth Health, Node.Index.Rows.IndexCursor? Cursor, LyingChain Chain)> FollowAsync(
        Func<int, ChainBlock, ChainBlock> tell, Func<int, Task>? beforeRead = null, IIndexFaults? faults = null, int blocksPerRead = 4, DiskRoom? room = null,
        SerialIndexOptions? serials = null, Action<FollowerHealth>? atEnd = null, Bytes32? genesis = null)
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = Path.Combine(_folder, "db"), CacheSizeBytes = 8 << 20 }, room);
        using var index = LedgerIndex.Open(database, story.World.Network, new(1, null), serials ?? new(), faults ?? NoIndexFaults.Instance);
        await using var chain = new LyingChain(_blocks, _inputs, tell) { BeforeRead = beforeRead, GenesisHash = genesis };
        var options = new FollowerOptions { BlocksPerRead = blocksPerRead, MaxBlocksPerBatch = blocksPerRead, MinRetryDelayMilliseconds = 1, MaxRetryDelayMilliseconds = 2, ReadTimeoutMilliseconds = 300 };
        var follower = new ChainFollower(
            chain, new(chain, story.World.Network, index.Serials, options, TimeProvider.System), index.Writer, index.Serials, options, TimeProvider.System, NullLogger<ChainFollower>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var running = follower.RunAsync(stop.Token);
        var caughtUp = index.Committed.WaitAboveAsync((ulong)_blocks.Count - 1, stop.Token);
        await Task.WhenAny(running, caughtUp);
        if (!running.IsCompleted && follower.Health.State is FollowerState.CatchingUp) await Task.Yield();
        var health = running.IsCompleted ? follower.Health : new(FollowerState.AtHead, null);
        await stop.CancelAsync();
        await running;
        atEnd?.Invoke(follower.Health);
        return (health, index.Cursor, chain);
    }

    private sealed class CorruptSeal : IIndexFaults
    {
        public const string Reason = "Chunk 7 of run_blob is missing.";

        public void At(IndexStep step, ulong block)
        {
            if (step is IndexStep.SealStepFilled) throw new SerialIndexCorruptException(Reason);
        }
    }

    private static ChainBlock Lie(string lie, ChainBlock block)
    {
        var receipts = block.Receipts.ToList();
        var place = receipts.FindIndex(receipt => receipt.Logs.Length > 1);
        var logs = receipts[place].Logs.ToArray();
        var first = logs[0];
        switch (lie)
        {
            case "changed log":
                logs[0] = new LogEntry(first.Address, first.Topics, new byte[first.Data.Length], first.Index);
                break;
            case "dropped log":
                logs = logs[..^1];
                break;
            case "renumbered log":
                logs[0] = new LogEntry(first.Address, first.Topics, first.Data, first.Index + 1);
                break;
            case "swapped receipts' hashes":
                receipts[place] = With(receipts[place], logs, Bytes32.Zero);
                return Told(block, block.Header, block.ClaimedHash, receipts);
            case "dropped receipt":
                receipts.RemoveAt(place);
                return Told(block, block.Header, block.ClaimedHash, receipts);
            default:
                return Rehash(block, block.Header.ParentHash, receiptsRoot: Bytes32.Zero);
        }

        receipts[place] = With(receipts[place], logs, receipts[place].TransactionHash);
        return Told(block, block.Header, block.ClaimedHash, receipts);
    }

    private static ChainBlock Rehash(ChainBlock block, Bytes32 parent, Bytes32? receiptsRoot = null)
    {
        var h = block.Header;
        var header = new BlockHeader
        {
            ParentHash = parent,
            OmmersHash = h.OmmersHash,
            Beneficiary = h.Beneficiary,
            StateRoot = h.StateRoot,
            TransactionsRoot = h.TransactionsRoot,
            ReceiptsRoot = receiptsRoot ?? h.ReceiptsRoot,
            LogsBloom = h.LogsBloom,
            Difficulty = h.Difficulty,
            Number = h.Number,
            GasLimit = h.GasLimit,
            GasUsed = h.GasUsed,
            TimestampSeconds = h.TimestampSeconds,
            ExtraData = h.ExtraData,
            MixHash = h.MixHash,
            Nonce = h.Nonce,
            BaseFeePerGas = h.BaseFeePerGas,
            WithdrawalsRoot = h.WithdrawalsRoot,
            BlobGasUsed = h.BlobGasUsed,
            ExcessBlobGas = h.ExcessBlobGas,
            ParentBeaconBlockRoot = h.ParentBeaconBlockRoot,
            RequestsHash = h.RequestsHash,
        };
        return Told(block, header, header.ComputeHash(), [.. block.Receipts]);
    }

    private static ChainBlock Told(ChainBlock block, BlockHeader header, Bytes32 hash, List<TransactionReceipt> receipts) =>
        new() { Header = header, ClaimedHash = hash, TransactionHashes = block.TransactionHashes, Receipts = receipts };

    private static TransactionReceipt With(TransactionReceipt r, LogEntry[] logs, Bytes32 hash) => new()
    {
        Type = r.Type,
        IsSuccess = r.IsSuccess,
        CumulativeGasUsed = r.CumulativeGasUsed,
        GasUsed = r.GasUsed,
        LogsBloom = r.LogsBloom,
        Logs = logs,
        TransactionHash = hash,
        TransactionIndex = r.TransactionIndex,
        BlockHash = r.BlockHash,
        BlockNumber = r.BlockNumber,
        From = r.From,
        To = r.To,
        ContractAddress = r.ContractAddress,
        EffectiveGasPrice = r.EffectiveGasPrice,
    };

    /// <summary>A disk without room for the first few looks.</summary>
    private sealed class FullForAWhile(string folderPath) : DiskRoom(folderPath, reservedSizeBytes: 1)
    {
        public const int Times = 5;

        public int Refused { get; private set; }

        public override long FreeSizeBytes => Refused < Times ? Refuse() : long.MaxValue;

        private long Refuse()
        {
            Refused++;
            return 0;
        }
    }

    /// <summary>Abandons the writer the first time that a step is reached after the first block of this opening.</summary>
    private sealed class CrashOnce(IndexStep step) : IIndexFaults
    {
        private int _reached;

        public void At(IndexStep reached, ulong block)
        {
            if (reached == step && ++_reached == 2) throw new InvalidOperationException($"killed at {step} of block {block}");
        }
    }
}
