using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>One life of a follower under one seed: bad weather with kills and restarts, then calm, then everything must be there.</summary>
internal sealed class FollowerSimulation(
    LedgerDatabase database, NetworkDescriptor network, IReadOnlyList<ChainBlock> blocks, IReadOnlyDictionary<Bytes32, byte[]> inputs, IReadOnlyList<Bytes32> digests, int seed)
{
    private static readonly FollowerOptions Options = new() { BlocksPerRead = 4, MaxReads = 3, ReadTimeoutMilliseconds = 2_000 };
    private static readonly TimeSpan Weather = TimeSpan.FromSeconds(20);

    private readonly Random _random = new(seed);
    private readonly VirtualTime _time = new();

    /// <summary>What happened, in order.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>How often the follower was killed or halted, and started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Runs it.</summary>
    public void Run() => new SimulationThread(_time).Run(LiveAsync);

    private async Task LiveAsync()
    {
        await using var chain = new SimulatedChain(blocks, inputs, _random, _time, Trace);
        var growing = GrowAsync(chain);
        while (await FollowAsync(chain)) Restarts++;
        await growing;
    }

    private async Task GrowAsync(SimulatedChain chain)
    {
        while (_time.Elapsed < Weather)
        {
            chain.Grow(_random.Next(4));
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1, 1_500)), _time);
        }

        chain.IsCalm = true;
        chain.Grow(blocks.Count);
    }

    /// <returns>Whether it must be started again.</returns>
    private async Task<bool> FollowAsync(SimulatedChain chain)
    {
        // What was told in bad weather may be looked at in calm.
        var beganCalm = chain.IsCalm;
        var faults = new Kills(_random, () => !chain.IsCalm);
        using var index = LedgerIndex.Open(database, network, new(1, blocks[0].Header.ParentHash), new(), faults);
        RequireTrue(index);
        var reader = new BlockReader(chain, network, index.Serials, Options, _time);
        var follower = new ChainFollower(chain, reader, index.Writer, index.Serials, Options, _time, NullLogger<ChainFollower>.Instance);
        using var stop = new CancellationTokenSource();
        var running = follower.RunAsync(stop.Token);
        while (!running.IsCompleted && index.Writer.NextBlock <= (ulong)blocks.Count)
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(50), _time));
        var halted = running.IsCompleted;
        Trace.Add($"{_time.Elapsed} at {index.Cursor?.Number} {follower.Health}");

        // Cancelled here and now: callbacks on another thread could not be replayed.
#pragma warning disable MA0042, CA1849
        stop.Cancel();
#pragma warning restore MA0042, CA1849
        await running;
        RequireTrue(index);
        if (!halted) return false;
        follower.Health.State.ShouldBe(FollowerState.Halted, $"seed {seed}");
        beganCalm.ShouldBeFalse($"seed {seed}: it halted in calm weather: {follower.Health.Reason}");
        return true;
    }

    // Whatever has been told, what is in the index is the true chain as far as it goes.
    private void RequireTrue(LedgerIndex index)
    {
        for (var number = 1ul; number <= (index.Cursor?.Number ?? 0); number++)
        {
            var row = BlockRow.Decode(database.Rocks.Get(database.Blocks, BlockRow.KeyOf(number))!);
            row.Digest.ShouldBe(digests[(int)number - 1], $"seed {seed}: block {number} in the index is not the true one\n{string.Join('\n', Trace.TakeLast(30))}");
            row.Hash.ShouldBe(blocks[(int)number - 1].ClaimedHash, $"seed {seed}");
        }
    }

    private sealed class Kills(Random random, Func<bool> isOn) : IIndexFaults
    {
        public void At(IndexStep step, ulong block)
        {
            if (isOn() && random.Next(40) == 0) throw new InvalidOperationException($"simulated: killed at {step} of block {block}");
        }
    }
}
