using System.Globalization;
using Ledger.Client;
using Ledger.Crash.Tests.Testing;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Hosting.Faults;

namespace Ledger.Crash.Tests.Kills;

/// <summary>One node on one folder, killed again and again with writes in flight, and looked at after each kill.</summary>
/// <param name="seed">What it chooses.</param>
internal sealed class Lane(int seed) : IDisposable
{
    private const int Workers = 3;
    private const int KilledExitCode = 128 + 9;

    // A round in which the boundary is not met ends here all the same, by a kill from outside.
    private const int MaxActsInRound = 40;

    private readonly Random _random = new(seed);
    private readonly TestFolder _folder = new();
    private readonly Consortium _consortium = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromHours(2));
    private readonly List<Bytes32> _blocks = [];
    private Worker[] _workers = [];

    /// <summary>Boundaries at which the node did die.</summary>
    public HashSet<string> Reached { get; } = new(StringComparer.Ordinal);

    private string Data => _folder.In("node");

    /// <summary>Kills the node while it founds its network, finishes that, and gets partners and products in.</summary>
    public async Task FoundAsync()
    {
        _consortium.WriteFounders(_folder.In("founders.json"));
        string[] options = ["--founders", _folder.In("founders.json")];
        var point = KillPoint.Names[_random.Next(KillPoint.Names.Count)];
        var hint = $"seed {seed}, founding, {point}";
        await using (var killed = await NodeProgram.StartAsync(Data, $"{point}:{_random.Next(1, 4)}", options))
        {
            // Whether or not deploying meets the boundary, this is the node's end.
            await killed.Ready;
            killed.Kill();
            (await killed.EndedAsync()).ExitCode.ShouldBe(KilledExitCode, hint);
            await InspectAsync(hint);
        }

        await using var node = await NodeProgram.StartAsync(Data, FaultSwitch.Never, options);
        (await node.Ready).ShouldBeTrue($"{hint}: {node.LogTail()}");
        await using (var client = await LedgerClient.ConnectAsync((await node.Listening)!, cancellationToken: _limit.Token))
            await _consortium.FoundAsync(client, Workers, _limit.Token);
        await node.StopAsync();
        _workers = [.. Enumerable.Range(0, Workers).Select(number => new Worker(number, _consortium, _random.Next()))];
    }

    /// <summary>Starts the node, works, and lets it die at a boundary.</summary>
    public Task DieAtAsync(string point, int occurrence) =>
        RunAsync(string.Create(CultureInfo.InvariantCulture, $"{point}:{occurrence}"), MaxActsInRound, killAfter: null, () => Reached.Add(point));

    /// <summary>Starts the node, works, and kills it from outside after some acts, or some time when that comes first.</summary>
    public Task DieAnywhereAsync() => RunAsync(
        FaultSwitch.Never, _random.Next(MaxActsInRound / 2), TimeSpan.FromMilliseconds(_random.Next(200, 6_000)), reached: null);

    /// <summary>Starts the node once more, settles what was cut off, and finds all of it applied, once.</summary>
    public async Task FinishAsync()
    {
        var hint = $"seed {seed}, at the end";
        await using (var node = await NodeProgram.StartAsync(Data, failAt: null))
        {
            (await node.Ready).ShouldBeTrue($"{hint}: {node.LogTail()}");
            var address = (await node.Listening).ShouldNotBeNull(node.LogTail());
            foreach (var worker in _workers)
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
                (await worker.WorkAsync(node, address, enough.Cancel, enough.Token)).ShouldBeNull(hint);
            }

            await using var client = await LedgerClient.ConnectAsync(address, cancellationToken: _limit.Token);
            var status = await client.StatusAsync(_limit.Token);
            status.Problems.ShouldBeEmpty(hint);
            await node.StopAsync();
        }

        await InspectAsync(hint);
        using var left = LeftIndex.Open(Data)!;
        foreach (var act in _workers.SelectMany(worker => worker.Acts).Where(act => act.Blocks is not null))
        {
            foreach (var digest in act.Digests) left.AppliedIn(digest).ShouldNotBeNull($"{hint}: {digest} is lost");
        }
    }

    public void Dispose()
    {
        _limit.Dispose();
        _consortium.Dispose();
        _folder.Dispose();
    }

    private async Task RunAsync(string failAt, int acts, TimeSpan? killAfter, Action? reached)
    {
        var hint = $"seed {seed}, {failAt} after {_blocks.Count} blocks";
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        await using var node = await NodeProgram.StartAsync(Data, failAt);
        if (killAfter is { } time) enough.CancelAfter(time);
        var exit = node.EndedAsync();
        var work = WorkAsync(node, acts, enough);
        await Task.WhenAny(exit, work, Task.Delay(Timeout.Infinite, enough.Token));

        // Killed from outside with everything in flight, unless it has killed itself.
        node.Kill();
        var (code, errors) = await exit;
        code.ShouldBe(KilledExitCode, $"{hint}: {errors} {node.LogTail()}");
        await enough.CancelAsync();
        foreach (var refused in await work) refused.ShouldBeNull($"{hint}: {refused} {node.LogTail()}");
        if (errors.Contains(KillPoint.Farewell, StringComparison.Ordinal)) reached?.Invoke();
        await RequireNoOrphanAsync(hint);
        await InspectAsync(hint);
    }

    private async Task<IReadOnlyList<Exception?>> WorkAsync(NodeProgram node, int acts, CancellationTokenSource enough)
    {
        var left = acts;
        if (await node.Listening is not { } address) return [];
        return await Task.WhenAll(_workers.Select(worker => worker.WorkAsync(node, address, Count, enough.Token)));

        void Count()
        {
            if (Interlocked.Decrement(ref left) <= 0) enough.Cancel();
        }
    }

    // The chain's process works in the node's folder and nobody else does.
    private async Task RequireNoOrphanAsync(string hint)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (ChainProcesses.In(Data).Count > 0)
        {
            limit.IsCancellationRequested.ShouldBeFalse($"{hint}: the chain's process outlives the node");
            await poll.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task InspectAsync(string hint)
    {
        using var left = LeftIndex.Open(Data);
        if (left is null) return;
        await left.RequireEqualToARebuildAsync(hint);
        var hashes = left.BlockHashes();
        hashes.Take(_blocks.Count).ShouldBe(_blocks.Take(hashes.Count), $"{hint}: a block that was there has changed");
        hashes.Count.ShouldBeGreaterThanOrEqualTo(_blocks.Count, $"{hint}: blocks that were there have gone");
        _blocks.AddRange(hashes.Skip(_blocks.Count));
        left.CountApplied(hint).Where(count => count.Value != 1).ShouldBeEmpty($"{hint}: a message was applied twice");
        foreach (var act in _workers.SelectMany(worker => worker.Acts))
        {
            if (act.Blocks is { } blocks) act.Digests.Select(digest => left.AppliedIn(digest) ?? 0).ShouldBe(blocks, $"{hint}: an acknowledged message is not where it was");
        }
    }
}
