using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Tests.Testing;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>True blocks behind a network and two endpoints that delay, fail, hang, repeat, reorder, cut and lie as a seed says.</summary>
/// <param name="blocks">The blocks from 1 on, recorded from a real chain.</param>
/// <param name="inputs">The calldata of their transactions.</param>
/// <param name="random">The seed's choices.</param>
/// <param name="time">Delays.</param>
/// <param name="trace">Takes what happened.</param>
internal class SimulatedChain(
    IReadOnlyList<ChainBlock> blocks, IReadOnlyDictionary<Bytes32, byte[]> inputs, Random random, VirtualTime time, List<string> trace) : IChain
{
    private const int LongestDelayMilliseconds = 400;

    private static readonly TimeSpan AsideFor = TimeSpan.FromSeconds(3);

    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly SimulatedEndpoint[] _endpoints = [new(), new()];

    public ulong ChainId => LedgerWorld.ChainId;

    public ChainHealth Health => ChainHealth.Ready;

    public ulong Head { get; private set; }

    /// <summary>Whether the weather is over: everything is answered truly from then on.</summary>
    public bool IsCalm { get; set; }

    /// <summary>What was told that is not true, since the last <see cref="Forget"/>.</summary>
    public int Lies { get; private set; }

    /// <summary>How much of that agrees with itself, and differs from the truth in its parent.</summary>
    public int LiesAboutParents { get; private set; }

    /// <summary>Counts lies anew, and knows no longer who was put aside: a node that starts does not.</summary>
    public void Forget()
    {
        (Lies, LiesAboutParents) = (0, 0);
        foreach (var endpoint in _endpoints) endpoint.AsideUntil = TimeSpan.Zero;
    }

    /// <summary>The chain grows.</summary>
    public void Grow(int count)
    {
        Head = Math.Min((ulong)blocks.Count, Head + (ulong)count);
        trace.Add($"{time.Elapsed} head {Head}");
        TaskCompletionSource[] woken = [.. _waiting];
        _waiting.Clear();

        // Whoever still has to wait does so anew before this returns.
        foreach (var waiting in woken) waiting.TrySetResult();
    }

    public Task StartAsync(ulong followFrom, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<ulong> WaitForHeadAsync(ulong beyond, CancellationToken cancellationToken)
    {
        while (Head <= beyond)
        {
            var waiting = new TaskCompletionSource();
            _waiting.Add(waiting);
            await waiting.Task.WaitAsync(cancellationToken);
        }

        return Head;
    }

    public async Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(ulong from, int count, CancellationToken cancellationToken)
    {
        await DelayAsync($"read {from}+{count}", cancellationToken);
        var teller = _endpoints.MinBy(endpoint => endpoint.AsideUntil <= time.Elapsed ? TimeSpan.Zero : endpoint.AsideUntil)!;
        List<ChainBlock> told = [.. blocks.Skip((int)from - 1).Take(count).Select(block => Simulation.Lies.ToldBy(block, teller))];
        if (IsCalm) return told;
        var place = random.Next(told.Count);
        switch (random.Next(20))
        {
            case 0:
                told.RemoveAt(place);
                break;
            case 1:
                told.Insert(place, told[place]);
                break;
            case 2 when told.Count > 1:
                told.Reverse();
                break;
            case 3:
                told[place] = Simulation.Lies.ChangeLog(told[place], random);
                break;
            case 4:
                told[place] = Simulation.Lies.DropLog(told[place], random);
                break;
            case 5:
                told[place] = Simulation.Lies.OtherParent(told[place], random);
                LiesAboutParents++;
                break;
            case 6:
                told[place] = Simulation.Lies.OtherReceiptsRoot(told[place], random);
                break;
            case 7:
                told[place] = Simulation.Lies.ToldBy(blocks[random.Next(blocks.Count)], teller);
                break;
            case 8:
                told[place] = Simulation.Lies.OtherHeader(told[place], random);
                break;
            case 9 when told[place].Number > 1:
                told[place] = Simulation.Lies.ToldBy(Simulation.Lies.Stale(told[place], blocks[(int)told[place].Number - 2]), teller);
                LiesAboutParents++;
                break;
            default:
                return told;
        }

        Lies++;
        trace.Add($"{time.Elapsed} a lie about {from}+{count}");
        return told;
    }

    public async Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, CancellationToken cancellationToken)
    {
        await DelayAsync($"calldata {transactionHash}", cancellationToken);
        if (IsCalm || random.Next(8) > 1) return inputs[transactionHash];
        if (random.Next(2) == 0) throw new KeyNotFoundException("simulated: the endpoint forgot it");
        Lies++;
        var changed = inputs[transactionHash].ToArray();

        // Most of it are zeros that fill words up: what says something is changed.
        var said = Enumerable.Range(0, changed.Length).Where(place => changed[place] != 0).ToList();
        changed[said[random.Next(said.Count)]] ^= 1;
        return changed;
    }

    public bool Disbelieve(object? teller, string reason)
    {
        if (teller is not SimulatedEndpoint endpoint) return false;
        endpoint.AsideUntil = time.Elapsed + AsideFor;
        return _endpoints.Any(other => other.AsideUntil <= time.Elapsed);
    }

    public virtual Task<ChainCallResult> CallAsync(ChainCall call, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<ulong> ReadNonceAsync(Address account, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Followed(ulong blockNumber) => trace.Add($"{time.Elapsed} followed {blockNumber}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task DelayAsync(string what, CancellationToken cancellationToken)
    {
        if (IsCalm) return;
        var chance = random.Next(20);
        trace.Add($"{time.Elapsed} {what}: {chance}");

        // Answers overtake each other, some never come, some come as failures.
        if (chance == 0) await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(LongestDelayMilliseconds)), time, cancellationToken);
        if (chance is 1 or 2) throw new ChainUnavailableException("simulated: the endpoint is away", TimeSpan.Zero);
    }
}
