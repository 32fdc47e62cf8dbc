using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Node.Tests.Follower;

/// <summary>Real blocks, recorded from a real chain, told with a lie or a fault.</summary>
/// <param name="blocks">The blocks from 1 on.</param>
/// <param name="inputs">The calldata of their transactions.</param>
/// <param name="tell">Changes what is told: gets the number of the read so far and a block.</param>
internal sealed class LyingChain(IReadOnlyList<ChainBlock> blocks, IReadOnlyDictionary<Bytes32, byte[]> inputs, Func<int, ChainBlock, ChainBlock> tell) : IChain
{
    private readonly TaskCompletionSource _never = new();
    private int _reads;

    public ulong ChainId => Testing.LedgerWorld.ChainId;

    public ChainHealth Health => ChainHealth.Ready;

    public ulong Head => (ulong)blocks.Count;

    public Bytes32? GenesisHash { get; init; }

    public ChainBlock? Genesis { get; init; }

    public ulong FollowedTo { get; private set; }

    public int Reads => _reads;

    public Func<int, Task>? BeforeRead { get; init; }

    public Task StartAsync(ulong followFrom, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<ulong> WaitForHeadAsync(ulong beyond, CancellationToken cancellationToken)
    {
        if (Head <= beyond) await _never.Task.WaitAsync(cancellationToken);
        return Head;
    }

    public async Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(ulong from, int count, CancellationToken cancellationToken)
    {
        var read = Interlocked.Increment(ref _reads);
        if (BeforeRead is not null) await BeforeRead(read);
        return [.. blocks.Skip((int)from - 1).Take(count).Select(block => tell(read, block))];
    }

    public Task<ChainBlock> ReadGenesisAsync(CancellationToken cancellationToken) => Task.FromResult(Genesis!);

    public Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, CancellationToken cancellationToken) => Task.FromResult(inputs[transactionHash]);

    public Task<ChainCallResult> CallAsync(ChainCall call, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ulong> ReadNonceAsync(Address account, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Followed(ulong blockNumber) => FollowedTo = blockNumber;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
