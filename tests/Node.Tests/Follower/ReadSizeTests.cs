using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Follower;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Tests.Follower;

public sealed class ReadSizeTests
{
    private readonly ReadSize _size = new(new() { BlocksPerRead = 16, EntriesPerRead = 2_000 });

    [Fact]
    public void Blocks_NothingWasRead_IsOne() => _size.Blocks.ShouldBe(1);

    [Fact]
    public void Learn_EmptyBlocks_DoublesUpToTheMost()
    {
        var sizes = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            _size.Learn([.. Enumerable.Repeat(Block(0, 0), _size.Blocks)]);
            sizes.Add(_size.Blocks);
        }

        sizes.ShouldBe([2, 4, 8, 16, 16, 16]);
    }

    [Fact]
    public void Learn_ABlockBeyondTheBound_AsksForOne()
    {
        _size.Learn([Block(2, 1_500)]);

        _size.Blocks.ShouldBe(1);
    }

    [Fact]
    public void Learn_FullBlocksAfterEmptyOnes_AsksForFewerAtOnce()
    {
        for (var i = 0; i < 5; i++) _size.Learn([Block(0, 0)]);

        _size.Learn([Block(250, 1), Block(250, 1)]);

        _size.Blocks.ShouldBe(4, "a block has 500 receipts and logs, and a read at most 2,000");
    }

    private static VerifiedBlock Block(int receipts, int logs) => new()
    {
        Header = null!,
        Hash = Bytes32.Zero,
        HeaderRlp = [],
        TransactionHashes = [],
        Receipts = [.. Enumerable.Repeat(Receipt(logs), receipts)],
        Runs = [],
    };

    private static TransactionReceipt Receipt(int logs) => new()
    {
        Type = 2,
        IsSuccess = true,
        CumulativeGasUsed = 0,
        GasUsed = 0,
        LogsBloom = new byte[256],
        Logs = new LogEntry[logs],
        TransactionHash = Bytes32.Zero,
        TransactionIndex = 0,
        BlockHash = Bytes32.Zero,
        BlockNumber = 1,
        From = default,
        To = null,
        ContractAddress = null,
        EffectiveGasPrice = null,
    };
}
