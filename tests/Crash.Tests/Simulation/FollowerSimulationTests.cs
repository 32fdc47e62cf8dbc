using Ledger.Crash.Tests.Testing;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Tests.Queries;
using Xunit.Abstractions;

namespace Ledger.Crash.Tests.Simulation;

public sealed class FollowerSimulationTests(StoryFixture story, ITestOutputHelper output) : IClassFixture<StoryFixture>, IAsyncLifetime, IDisposable
{
    private const int SeedsInCi = 2_000;

    private readonly SimulationDatabases _databases = new();
    private readonly Dictionary<Bytes32, byte[]> _inputs = [];
    private List<ChainBlock> _blocks = [];
    private List<Bytes32> _digests = [];

    public async Task InitializeAsync()
    {
        var world = story.World;
        _blocks = [.. await world.Chain.ReadBlocksAsync(1, ChainLimits.MaxBlocksPerRead, CancellationToken.None)];
        foreach (var hash in _blocks.SelectMany(block => block.TransactionHashes)) _inputs[hash] = await world.Chain.ReadTransactionInputAsync(hash, CancellationToken.None);
        _digests = [.. _blocks.Select(block => BlockRow.Decode(world.Database.Rocks.Get(world.Database.Blocks, BlockRow.KeyOf(block.Number))!).Digest)];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Follower_InAnyWeather_NeverHasAWrongBlockAndCatchesUp()
    {
        var first = Seed.First();
        var count = Seed.Given is null ? Seed.Simulations(SeedsInCi) : 1;
        output.WriteLine($"LEDGER_SEED={first} and {count - 1} more");
        var restarts = _databases.Run(first, count, (database, seed) => Run(database, seed).Restarts);
        if (count >= SeedsInCi) restarts.ShouldBeGreaterThan(count / 2, "the weather was too fair to show anything");
    }

    [Fact]
    public void Follower_SameSeed_LivesTheSameLife()
    {
        var seed = Seed.First();
        var life = _databases.Run(seed, (database, same) => Run(database, same).Trace);
        life.Count.ShouldBeGreaterThan(10);
        _databases.Run(seed, (database, same) => Run(database, same).Trace).ShouldBe(life, $"seed {seed}");
    }

    public void Dispose() => _databases.Dispose();

    private FollowerSimulation Run(LedgerDatabase database, int seed)
    {
        var simulation = new FollowerSimulation(database, story.World.Network, _blocks, _inputs, _digests, seed);
        try
        {
            simulation.Run();
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"Replay it with LEDGER_SEED={seed}: {exception.Message}\n{string.Join('\n', simulation.Trace.TakeLast(40))}", exception);
        }

        return simulation;
    }
}
