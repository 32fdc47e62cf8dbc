using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>One life of a follower under one seed: bad weather with kills and restarts, then calm, then everything must be there.</summary>
/// <param name="database">Its database, empty.</param>
/// <param name="room">The database's disk.</param>
/// <param name="truth">The chain, and what an index must make of it.</param>
/// <param name="seed">What it chooses.</param>
internal sealed class FollowerSimulation(LedgerDatabase database, SimulatedRoom room, TrueIndex truth, int seed)
{
    // Batches are small, so that blocks are often applied while the batch before them is not written yet.
    private static readonly FollowerOptions Options = new() { BlocksPerRead = 4, EntriesPerRead = 40, MaxReads = 3, MaxBlocksPerBatch = 2, ReadTimeoutMilliseconds = 2_000 };
    private static readonly TimeSpan Weather = TimeSpan.FromSeconds(20);

    private readonly IReadOnlyList<ChainBlock> _blocks = truth.Blocks;
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
        await using var chain = new SimulatedChain(_blocks, truth.Inputs, _random, _time, Trace);
        var growing = GrowAsync(chain);
        while (await FollowAsync(chain)) Restarts++;
        await growing;
        using var index = LedgerIndex.Open(database, truth.Network, truth.Start, new(), NoIndexFaults.Instance);
        truth.RequireSameRows(index, Hint());
    }

    private async Task GrowAsync(SimulatedChain chain)
    {
        while (_time.Elapsed < Weather)
        {
            chain.Grow(_random.Next(4));
            room.IsFull = _random.Next(8) == 0;
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1, 1_500)), _time);
        }

        room.IsFull = false;
        chain.IsCalm = true;
        chain.Grow(_blocks.Count);
    }

    /// <returns>Whether it must be started again.</returns>
    private async Task<bool> FollowAsync(SimulatedChain chain)
    {
        // What was told in bad weather may be looked at in calm.
        var beganCalm = chain.IsCalm;
        chain.Forget();
        var faults = new Kills(_random, () => !chain.IsCalm);
        using var index = LedgerIndex.Open(database, truth.Network, truth.Start, new(), faults);
        RequireTrue(index);
        var reader = new BlockReader(chain, truth.Network, index.Serials, Options, _time);
        var follower = new ChainFollower(chain, reader, index.Writer, index.Serials, Options, _time, NullLogger<ChainFollower>.Instance);
        using var stop = new CancellationTokenSource();
        var running = follower.RunAsync(stop.Token);
        while (!running.IsCompleted && index.Writer.NextBlock <= (ulong)_blocks.Count)
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
        follower.Health.State.ShouldBe(FollowerState.Halted, Hint());
        beganCalm.ShouldBeFalse($"it halted in calm weather: {follower.Health.Reason} {Hint()}");
        if (!faults.HasKilled) RequireReason(chain, follower.Health.Reason!);
        return true;
    }

    // An operator is called for what was told, and for nothing else.
    private void RequireReason(SimulatedChain chain, string reason)
    {
        var isExplained = reason.Contains("as its parent", StringComparison.Ordinal)
            ? chain.LiesAboutParents > 0 && chain.Lies > 1
            : !reason.StartsWith("The index cannot go on", StringComparison.Ordinal) && chain.Lies > Options.MaxRereads;
        isExplained.ShouldBeTrue($"it halted after {chain.Lies} lies, {chain.LiesAboutParents} about parents: {reason} {Hint()}");
    }

    // Whatever has been told, what is in the index is the true chain as far as it goes.
    private void RequireTrue(LedgerIndex index)
    {
        for (var number = 1ul; number <= (index.Cursor?.Number ?? 0); number++)
        {
            var row = BlockRow.Decode(database.Rocks.Get(database.Blocks, BlockRow.KeyOf(number))!);
            row.Digest.ShouldBe(truth.Digests[(int)number - 1], $"block {number} in the index is not the true one. {Hint()}");
            row.Hash.ShouldBe(_blocks[(int)number - 1].ClaimedHash, Hint());
        }
    }

    private string Hint() => $"Replay it with LEDGER_SEED={seed}:\n{string.Join('\n', Trace.TakeLast(40))}";

    private sealed class Kills(Random random, Func<bool> isOn) : IIndexFaults
    {
        public bool HasKilled { get; private set; }

        public void At(IndexStep step, ulong block)
        {
            // Whatever is still under way when the node dies does nothing any more.
            if (!HasKilled && (!isOn() || random.Next(40) != 0)) return;
            HasKilled = true;
            throw new InvalidOperationException($"simulated: killed at {step} of block {block}");
        }
    }
}
