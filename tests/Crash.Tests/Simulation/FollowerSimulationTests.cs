using Ledger.Crash.Tests.Testing;
using Ledger.Node.Index.Storage;
using Ledger.Node.Tests.Queries;
using Xunit.Abstractions;

namespace Ledger.Crash.Tests.Simulation;

public sealed class FollowerSimulationTests(StoryFixture story, ITestOutputHelper output) : IClassFixture<StoryFixture>, IAsyncLifetime, IDisposable
{
    private const int SeedsInCi = 2_000;

    private readonly SimulationDatabases _databases = new();
    private TrueIndex _truth = null!;

    public async Task InitializeAsync() => _truth = await TrueIndex.RecordAsync(story.World, story.Run);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Follower_InAnyWeather_NeverHasAWrongBlockAndCatchesUp()
    {
        var first = Seed.First();
        var count = Seed.Given is null ? Seed.Simulations(SeedsInCi) : 1;
        output.WriteLine($"LEDGER_SEED={first} and {count - 1} more: {count} lives of the follower");
        var restarts = _databases.Run(first, count, (database, room, seed) => Run(database, room, seed).Restarts);
        output.WriteLine($"{restarts} restarts");
        if (count >= SeedsInCi) restarts.ShouldBeGreaterThan(count / 2, "the weather was too fair to show anything");
    }

    [Fact]
    public void Follower_SameSeed_LivesTheSameLife()
    {
        var seed = Seed.First();
        var life = _databases.Run(seed, (database, room, same) => Run(database, room, same).Trace);
        life.Count.ShouldBeGreaterThan(10);
        _databases.Run(seed, (database, room, same) => Run(database, room, same).Trace).ShouldBe(life, $"seed {seed}");
    }

    public void Dispose() => _databases.Dispose();

    private FollowerSimulation Run(LedgerDatabase database, SimulatedRoom room, int seed)
    {
        var simulation = new FollowerSimulation(database, room, _truth, seed);
        try
        {
            simulation.Run();
        }
        catch (Exception exception) when (exception is not ShouldAssertException)
        {
            throw new InvalidOperationException($"Replay it with LEDGER_SEED={seed}: {exception.Message}\n{string.Join('\n', simulation.Trace.TakeLast(40))}", exception);
        }

        return simulation;
    }
}
