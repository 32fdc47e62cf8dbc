using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Tests.Testing;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>True blocks behind a network and an endpoint that delay, fail, hang, repeat, reorder, cut and lie as a seed says.</summary>
/// <param name="blocks">The blocks from 1 on, recorded from a real chain.</param>
/// <param name="inputs">The calldata of their transactions.</param>
/// <param name="random">The seed's choices.</param>
/// <param name="time">Delays.</param>
/// <param name="trace">Takes what happened.</param>
internal class SimulatedChain(
    IReadOnlyList<ChainBlock> blocks, IReadOnlyDictionary<Bytes32, byte[]> inputs, Random random, VirtualTime time, List<string> trace) : IChain
{
    private const int LongestDelayMilliseconds = 400;

    private readonly List<TaskCompletionSource> _waiting = [];

    public ulong ChainId => LedgerWorld.ChainId;

    public ChainHealth Health => ChainHealth.Ready;

    public ulong Head { get; private set; }

    /// <summary>Whether the weather is over: everything is answered truly from then on.</summary>
    public bool IsCalm { get; set; }

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
        List<ChainBlock> told = [.. blocks.Skip((int)from - 1).Take(count)];
        if (IsCalm) return told;
        var place = random.Next(told.Count);
        switch (random.Next(16))
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
                told[place] = Lies.ChangeLog(told[place], random);
                break;
            case 4:
                told[place] = Lies.DropLog(told[place], random);
                break;
            case 5:
                told[place] = Lies.OtherParent(told[place], random);
                break;
            case 6:
                told[place] = Lies.OtherReceiptsRoot(told[place], random);
                break;
            case 7:
                told[place] = blocks[random.Next(blocks.Count)];
                break;
            default:
                return told;
        }

        trace.Add($"{time.Elapsed} a lie about {from}+{count}");
        return told;
    }

    public async Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, CancellationToken cancellationToken)
    {
        await DelayAsync($"calldata {transactionHash}", cancellationToken);
        if (IsCalm || random.Next(8) > 1) return inputs[transactionHash];
        if (random.Next(2) == 0) throw new KeyNotFoundException("simulated: the endpoint forgot it");
        var changed = inputs[transactionHash].ToArray();
        changed[random.Next(changed.Length)] ^= 1;
        return changed;
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
