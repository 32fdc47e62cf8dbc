using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Bench.History;

/// <summary>
/// Serves a generated history as a chain, made while it is followed and forgotten once it is. The blocks made ahead are bounded, so memory is.
/// </summary>
internal sealed class GeneratedChain(HistoryGenerator generator) : IChain
{
    /// <summary>Blocks made ahead of the follower.</summary>
    public const int MaxBlocksAhead = 128;

    /// <summary>Blocks whose receipts are being made.</summary>
    public const int MaxBlocksInAssembly = 16;

    private readonly ConcurrentDictionary<ulong, GeneratedBlock> _blocks = [];
    private readonly ConcurrentDictionary<Bytes32, byte[]> _calldata = [];
    private readonly BlockHeight _made = new();
    private readonly BlockHeight _followed = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public ulong ChainId => ChainRegistry.Network.ChainId;

    /// <inheritdoc/>
    public ChainHealth Health => ChainHealth.Ready;

    /// <summary>While more is made, the block in the making counts: the follower catches up all the way, as with a history that exists already.</summary>
    public ulong Head => _end.Task.IsCompleted ? _made.Value : _made.Value + 1;

    /// <summary>Completes when the last block is made.</summary>
    public Task End => _end.Task;

    /// <summary>Time that the thread which plays the history was busy.</summary>
    public TimeSpan MakingTime { get; private set; }

    /// <summary>
    /// Makes all blocks, at most <see cref="MaxBlocksAhead"/> before the follower: one thread plays the history, others make the blocks' receipts and serial lists, up to
    /// <see cref="MaxBlocksInAssembly"/> at once, and this one puts them in a row.
    /// </summary>
    public async Task GenerateAsync(CancellationToken cancellationToken)
    {
        var blocks = Channel.CreateBounded<Task<AssembledBlock>>(new BoundedChannelOptions(MaxBlocksInAssembly) { SingleReader = true, SingleWriter = true });
        var playing = Task.Run(() => PlayAsync(blocks.Writer, cancellationToken), CancellationToken.None);
        try
        {
            await foreach (var assembling in blocks.Reader.ReadAllAsync(cancellationToken))
            {
                var block = generator.Maker.Link(await assembling);
                var number = block.Block.Number;
                foreach (var (hash, calldata) in block.Calldata) _calldata[hash] = calldata;
                _blocks[number] = block;
                if (block.IsLast) _end.TrySetResult();
                _made.Raise(number);
                if (number >= MaxBlocksAhead) await _followed.WaitAboveAsync(number - MaxBlocksAhead, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            _end.TrySetException(exception);
        }

        await playing;
    }

    private async Task PlayAsync(ChannelWriter<Task<AssembledBlock>> blocks, CancellationToken cancellationToken)
    {
        try
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var plan in generator.Plans())
            {
                MakingTime += Stopwatch.GetElapsedTime(start);
                await blocks.WriteAsync(Task.Run(() => generator.Maker.Assemble(plan), cancellationToken), cancellationToken);
                start = Stopwatch.GetTimestamp();
            }

            blocks.Complete();
        }
        catch (Exception exception)
        {
            blocks.Complete(exception);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(ulong followFrom, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ulong> WaitForHeadAsync(ulong beyond, CancellationToken cancellationToken) => _made.WaitAboveAsync(beyond, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(ulong from, int count, CancellationToken cancellationToken)
    {
        // As over a network, the answer comes on another thread, so that reads are verified side by side.
        await Task.Yield();
        await _made.WaitAboveAsync(from + (ulong)count - 2, cancellationToken);
        var blocks = new ChainBlock[count];
        for (var i = 0; i < count; i++) blocks[i] = _blocks[from + (ulong)i].Block;
        return blocks;
    }

    /// <inheritdoc/>
    public Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, CancellationToken cancellationToken) => Task.FromResult(_calldata[transactionHash]);

    /// <inheritdoc/>
    public Task<ChainCallResult> CallAsync(ChainCall call, CancellationToken cancellationToken) => throw new NotSupportedException("A generated history executes nothing.");

    /// <inheritdoc/>
    public Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A generated history takes no transactions.");

    /// <inheritdoc/>
    public Task<ulong> ReadNonceAsync(Address account, CancellationToken cancellationToken) => throw new NotSupportedException("A generated history has no accounts.");

    /// <inheritdoc/>
    public void Followed(ulong blockNumber)
    {
        for (var number = blockNumber; _blocks.TryRemove(number, out var block); number--)
        {
            foreach (var hash in block.Calldata.Keys) _calldata.TryRemove(hash, out _);
        }

        _followed.Raise(blockNumber);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
