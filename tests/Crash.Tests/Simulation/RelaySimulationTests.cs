using Ledger.Contracts.Deployment;
using Ledger.Crash.Tests.Testing;
using Ledger.Ethereum.Transactions;
using Ledger.Node.Index.Storage;
using Ledger.Node.Tests.Testing;
using Xunit.Abstractions;

namespace Ledger.Crash.Tests.Simulation;

public sealed class RelaySimulationTests(ITestOutputHelper output) : IDisposable
{
    private const int SeedsInCi = 2_000;

    private readonly SimulationDatabases _databases = new();
    private readonly EthereumPrivateKey _account = LedgerWorld.KeyOf("relay");
    private readonly NetworkDescriptor _network = Describe();

    [Fact]
    public void Relay_InAnyWeather_AppliesEachMessageOnceAndForgetsNone()
    {
        var first = Seed.First();
        var count = Seed.Given is null ? Seed.Simulations(SeedsInCi) : 1;
        output.WriteLine($"LEDGER_SEED={first} and {count - 1} more: {count} lives of the relay");
        var restarts = _databases.Run(first, count, (database, room, seed) => Run(database, room, seed).Restarts);
        output.WriteLine($"{restarts} restarts");
        if (count >= SeedsInCi) restarts.ShouldBeGreaterThan(count, "the weather was too fair to show anything");
    }

    [Fact]
    public void Relay_SameSeed_LivesTheSameLife()
    {
        var seed = Seed.First();
        var life = _databases.Run(seed, (database, room, same) => Run(database, room, same).Trace);
        life.Count.ShouldBeGreaterThan(20);
        _databases.Run(seed, (database, room, same) => Run(database, room, same).Trace).ShouldBe(life, $"seed {seed}");
    }

    public void Dispose()
    {
        _databases.Dispose();
        _account.Dispose();
    }

    private static NetworkDescriptor Describe()
    {
        using var deployer = LedgerWorld.KeyOf("deployer");
        using var other = LedgerWorld.KeyOf("other");
        using var third = LedgerWorld.KeyOf("third");
        return DeploymentPlan.Create(deployer, LedgerWorld.ChainId, CouncilFounding.WithQuorum([deployer.Address, other.Address, third.Address], 2)).Describe("simulated", default, 1);
    }

    private RelaySimulation Run(LedgerDatabase database, SimulatedRoom room, int seed)
    {
        var simulation = new RelaySimulation(database, room, _network, _account, seed);
        try
        {
            simulation.Run();
        }
        catch (Exception exception) when (exception is not ShouldAssertException)
        {
            throw new InvalidOperationException($"Replay it with LEDGER_SEED={seed}: {exception.Message}\n{string.Join('\n', simulation.Trace.TakeLast(60))}", exception);
        }

        return simulation;
    }
}
