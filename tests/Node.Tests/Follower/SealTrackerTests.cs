using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Ledger.Tests.Shared.Qbft.QbftTestChain;

namespace Ledger.Node.Tests.Follower;

/// <summary>The real follower, reader and index on a chain whose blocks four validators seal; a fifth is voted in, and the first out.</summary>
public sealed class SealTrackerTests : IDisposable
{
    private const ulong Length = 24;
    private const ulong Added = 7;
    private const ulong Dropped = 15;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-seals-").FullName;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly QbftHeader _genesis = Seal(0, default, AddressesOf(1, 2, 3, 4), []);
    private readonly List<QbftHeader> _headers = [];
    private NetworkDescriptor _network;

    public SealTrackerTests()
    {
        for (var number = 1ul; number <= Length; number++) _headers.Add(Make(number, _headers.Count == 0 ? _genesis.Hash : _headers[^1].Hash, Quorum(number)));
        _network = Describe(_genesis.Hash);
    }

    [Theory]
    [InlineData(SealMode.Auto, false)]
    [InlineData(SealMode.Auto, true)]
    [InlineData(SealMode.Qbft, false)]
    [InlineData(SealMode.Qbft, true)]
    public async Task Run_SealedChainWithVotes_IsFollowed(object mode, bool isInDescriptor)
    {
        if (isInDescriptor) _network = Describe(_genesis.Hash, validators: AddressesOf(1, 2, 3, 4));
        var life = await FollowAsync(mode: (SealMode)mode);
        life.Cursor.ShouldBe(Length, life.Health.Reason);
        life.Trust!.Number.ShouldBe(Length);
        life.Trust.Validators.ShouldBe(AddressesOf(2, 3, 4, 5));
    }

    [Theory]
    [InlineData("nobody's seal")]
    [InlineData("too few seals")]
    [InlineData("the same seal again and again")]
    [InlineData("seals of strangers")]
    [InlineData("seals of the set before")]
    [InlineData("a set of its own")]
    [InlineData("no such extra data")]
    public async Task Run_LoneEndpointMakesABlockUp_HaltsBeforeIt(string lie)
    {
        foreach (var target in (ulong[])[1, Added + 1, Dropped + 1, Length])
        {
            var told = ToChain(Lie(lie, target));
            var life = await FollowAsync(told: block => block.Number == target ? told : block, folder: lie);
            life.Health.State.ShouldBe(FollowerState.Halted, $"{target}");
            life.Health.Reason.ShouldNotBeNull().ShouldContain($"Block {target} ");
            life.Cursor.ShouldBeLessThan(target);
            life.Trust?.Number.ShouldBe(life.Cursor);
        }

        var healed = await FollowAsync(folder: lie);
        healed.Cursor.ShouldBe(Length, healed.Health.Reason);
    }

    [Fact]
    public async Task Run_UnsealedBlockToldOnce_IsReadAgain()
    {
        var lied = 0;
        var life = await FollowAsync(told: block => block.Number == 9 && lied++ == 0 ? ToChain(Lie("too few seals", 9)) : block);
        life.Cursor.ShouldBe(Length, life.Health.Reason);
    }

    [Fact]
    public async Task Run_KilledAtEachStepOfEachBlock_KnowsTheValidatorsOfItsCursor()
    {
        foreach (var step in (IndexStep[])[IndexStep.BatchFilled, IndexStep.BatchWritten, IndexStep.MemoryUpdated])
        {
            for (var lives = 0; ; lives++)
            {
                lives.ShouldBeLessThanOrEqualTo((int)Added + 2);
                var life = await FollowAsync(count: Added + 2, faults: new KillAtSecond(step), blocksPerRead: 1, folder: $"{step}");
                (life.Trust?.Number ?? 0).ShouldBe(life.StoredCursor, $"{step}");
                if (life.Cursor == Added + 2) break;
            }
        }
    }

    [Fact]
    public async Task Run_AnotherSealedChainAfterwards_IsAChangedFinalBlock()
    {
        (await FollowAsync(count: 10)).Cursor.ShouldBe(10ul);
        var other = Make(10, _headers[8].Hash, Quorum(10), round: 0, later: true);
        other.Hash.ShouldNotBe(_headers[9].Hash);
        var after = Make(11, other.Hash, Quorum(11));

        var life = await FollowAsync(told: block => block.Number == 11 ? ToChain(after) : block);

        life.Health.State.ShouldBe(FollowerState.Halted);
        life.Health.Reason.ShouldNotBeNull().ShouldContain("A final block was changed");
        life.Cursor.ShouldBe(10ul);
    }

    [Theory]
    [InlineData(2ul)]
    [InlineData(Added + 1)]
    [InlineData(20ul)]
    public async Task Run_ContractsDeployedLater_JudgesTheBlocksBefore(ulong deployed)
    {
        _network = Describe(_genesis.Hash, deployed);
        var first = await FollowAsync(count: deployed - 1);
        first.Cursor.ShouldBe(0ul);
        (await FollowAsync()).Cursor.ShouldBe(Length);

        var lie = Lie("too few seals", deployed - 1);
        var life = await FollowAsync(told: block => block.Number == deployed - 1 ? ToChain(lie) : block, folder: "lied to");
        life.Health.State.ShouldBe(FollowerState.Halted);
        life.Health.Reason.ShouldNotBeNull().ShouldContain($"Block {deployed - 1} is sealed by");
        life.Cursor.ShouldBe(0ul);
    }

    [Fact]
    public async Task Run_SealsAskedForLater_JudgesWhatIsInTheIndex()
    {
        var without = await FollowAsync(mode: SealMode.None, count: 12);
        (without.Cursor, without.Trust).ShouldBe((12ul, null));
        (await FollowAsync(count: 14)).Trust!.Number.ShouldBe(14ul);
        (await FollowAsync(mode: SealMode.None, count: 18)).Trust!.Number.ShouldBe(14ul);
        (await FollowAsync()).Trust!.Number.ShouldBe(Length);
    }

    [Fact]
    public async Task Run_SealsAskedForLater_FindsTheBlockThatNobodySealed()
    {
        var madeUp = Lie("too few seals", Length);
        (await FollowAsync(mode: SealMode.None, told: block => block.Number == Length ? ToChain(madeUp) : block)).Cursor.ShouldBe(Length);

        var life = await FollowAsync();

        life.Health.State.ShouldBe(FollowerState.Halted);
        life.Health.Reason.ShouldNotBeNull().ShouldContain("rebuild --from chain");
    }

    [Fact]
    public async Task Run_ChainWithoutSeals_IsFollowedOnlyWhereNoneAreAskedFor()
    {
        var plain = new List<ChainBlock>();
        var genesis = Plain(0, default);
        _network = Describe(genesis.ComputeHash());
        for (var number = 1ul; number <= 5; number++) plain.Add(ToChain(Plain(number, plain.Count == 0 ? genesis.ComputeHash() : plain[^1].ClaimedHash)));

        var life = await FollowAsync(genesis: ToChain(genesis), chain: plain, folder: "auto");
        (life.Cursor, life.Trust).ShouldBe((5ul, null));

        var strict = await FollowAsync(mode: SealMode.Qbft, genesis: ToChain(genesis), chain: plain, folder: "strict");
        strict.Health.State.ShouldBe(FollowerState.Halted);
        strict.Health.Reason.ShouldNotBeNull().ShouldContain("--seals none");
        strict.Cursor.ShouldBe(0ul);

        var named = Describe(genesis.ComputeHash(), validators: AddressesOf(1));
        _network = named;
        (await FollowAsync(genesis: ToChain(genesis), chain: plain, folder: "named")).Health.State.ShouldBe(FollowerState.Halted);
    }

    [Theory]
    [InlineData(SealMode.Auto)]
    [InlineData(SealMode.Qbft)]
    public async Task Run_ValidatorsNamedByAContract_IsRefused(object mode)
    {
        var genesis = Seal(0, default, [], []);
        _network = Describe(genesis.Hash);
        var life = await FollowAsync(mode: (SealMode)mode, genesis: ToChain(genesis));
        life.Health.State.ShouldBe(FollowerState.Halted);
        life.Health.Reason.ShouldNotBeNull().ShouldContain("named by a contract");
    }

    [Fact]
    public async Task Run_AnotherGenesisBlock_IsNotBelieved()
    {
        var life = await FollowAsync(genesis: ToChain(Seal(0, default, AddressesOf(7, 8, 9), [])));
        life.Health.State.ShouldBe(FollowerState.Halted);
        life.Health.Reason.ShouldNotBeNull().ShouldContain("Block 0 ");
    }

    public void Dispose()
    {
        _limit.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int[] SetAt(ulong number) => number <= Added ? [1, 2, 3, 4] : number <= Dropped ? [1, 2, 3, 4, 5] : [2, 3, 4, 5];

    private static int[] Quorum(ulong number) => [.. SetAt(number).Reverse().Take(QbftSealVerifier.QuorumOf(SetAt(number).Length))];

    private static QbftVote? VoteAt(ulong number) => number switch
    {
        // Votes before the one that decides change nothing.
        Added - 1 or Added => new(AddressOf(5), IsAdd: true),
        Dropped - 1 or Dropped => new(AddressOf(1), IsAdd: false),
        _ => null,
    };

    private static QbftHeader Make(ulong number, Bytes32 parent, int[] signers, uint? round = null, bool later = false, int[]? set = null) =>
        Seal(Plain(number, parent, later ? 100ul : 0), parent, AddressesOf(set ?? SetAt(number)), signers, VoteAt(number), round ?? (uint)(number % 3));

    private static ChainBlock ToChain(QbftHeader header) => new() { Header = header.Header, ClaimedHash = header.Hash, TransactionHashes = [], Receipts = [] };

    private static ChainBlock ToChain(BlockHeader header) => new() { Header = header, ClaimedHash = header.ComputeHash(), TransactionHashes = [], Receipts = [] };

    private static NetworkDescriptor Describe(Bytes32 genesis, ulong deployed = 1, Address[]? validators = null)
    {
        using var deployer = LedgerWorld.KeyOf("deployer");
        using var second = LedgerWorld.KeyOf("second");
        using var third = LedgerWorld.KeyOf("third");
        var plan = DeploymentPlan.Create(deployer, LedgerWorld.ChainId, CouncilFounding.WithQuorum([deployer.Address, second.Address, third.Address], 2)).Describe("sealed", genesis, deployed);
        return new(plan.Name, plan.ChainId, genesis, deployed, plan.Contracts, validators);
    }

    private object Lie(string lie, ulong number)
    {
        var parent = number == 1 ? _genesis.Hash : _headers[(int)number - 2].Hash;
        var set = SetAt(number);
        var quorum = QbftSealVerifier.QuorumOf(set.Length);
        return lie switch
        {
            "nobody's seal" => Make(number, parent, [], later: true),
            "too few seals" => Make(number, parent, set[..(quorum - 1)], later: true),
            "the same seal again and again" => Make(number, parent, [.. set[..(quorum - 1)], set[0], set[0]], later: true),
            "seals of strangers" => Make(number, parent, [7, 8, 9, 6, 10], later: true),
            "seals of the set before" => Make(number, parent, [.. set[..(quorum - 1)], SetAt(number) is [2, ..] ? 1 : 6], later: true),
            "a set of its own" => Make(number, parent, [7, 8, 9], later: true, set: [7, 8, 9]),
            _ => Plain(number, parent, laterBySeconds: 100),
        };
    }

    private static ChainBlock ToChain(object header) => header is QbftHeader qbft ? ToChain(qbft) : ToChain((BlockHeader)header);

    private async Task<Life> FollowAsync(
        SealMode mode = SealMode.Auto, Func<ChainBlock, ChainBlock>? told = null, ulong count = Length, IIndexFaults? faults = null, int blocksPerRead = 5,
        ChainBlock? genesis = null, IReadOnlyList<ChainBlock>? chain = null, string folder = "db")
    {
        var blocks = chain ?? [.. _headers.Take((int)count).Select(ToChain)];
        using var database = LedgerDatabase.Open(new() { FolderPath = Path.Combine(_folder, folder), CacheSizeBytes = 8 << 20 });
        using var index = LedgerIndex.Open(database, _network, NodeServices.StartOf(_network), new(), faults ?? NoIndexFaults.Instance);
        await using var source = new LyingChain(blocks, new Dictionary<Bytes32, byte[]>(), (_, block) => told?.Invoke(block) ?? block) { Genesis = genesis ?? ToChain(_genesis) };
        var options = new FollowerOptions { BlocksPerRead = blocksPerRead, MinRetryDelayMilliseconds = 1, MaxRetryDelayMilliseconds = 2 };
        var seals = new SealTracker(source, _network, mode, index, NullLogger.Instance);
        var reader = new BlockReader(source, _network, index.Serials, options, TimeProvider.System, seals);
        var follower = new ChainFollower(source, reader, index.Writer, index.Serials, options, TimeProvider.System, NullLogger<ChainFollower>.Instance, seals);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var running = follower.RunAsync(stop.Token);
        var end = (ulong)blocks.Count < _network.DeployedBlock ? WaitUntilIdleAsync(follower) : index.Committed.WaitAboveAsync((ulong)blocks.Count - 1, stop.Token);
        await Task.WhenAny(running, end);
        await stop.CancelAsync();
        await running;
        var row = database.Rocks.Get(database.Meta, SealTracker.Key);
        var stored = database.Rocks.Get(database.Meta, IndexCursor.Key) is { } cursor ? IndexCursor.Decode(cursor).Number : 0;
        return new(follower.Health, index.Cursor?.Number ?? 0, stored, row is null ? null : QbftTrust.Decode(row));
    }

    private async Task WaitUntilIdleAsync(ChainFollower follower)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (follower.Health.State is not FollowerState.AtHead) await poll.WaitForNextTickAsync(_limit.Token);
    }

    private sealed record Life(FollowerHealth Health, ulong Cursor, ulong StoredCursor, QbftTrust? Trust);

    private sealed class KillAtSecond(IndexStep step) : IIndexFaults
    {
        private int _reached;

        public void At(IndexStep reached, ulong block)
        {
            if (reached == step && ++_reached == 2) throw new InvalidOperationException($"killed at {step} of block {block}");
        }
    }
}
