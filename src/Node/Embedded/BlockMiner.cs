using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Embedded;

/// <summary>Turns an entry of the block log into a block, the same way for new entries and for replayed ones.</summary>
/// <param name="faults">Lets a test act between the steps.</param>
internal sealed class BlockMiner(IFaultInjector faults)
{
    /// <summary>The hash of a signed transaction: of all its bytes, whatever its type (EIP-2718).</summary>
    public static Bytes32 HashOf(ReadOnlyMemory<byte> rawTransaction) => Keccak256.Hash(rawTransaction.Span);

    /// <summary>Submits an entry's transactions, mines, and compares the block with the entry.</summary>
    /// <param name="rpc">The chain, standing at the entry's parent with an empty pool.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Gives up; the process must then be ended.</param>
    /// <returns>The block's hash.</returns>
    /// <exception cref="ChainDifferenceException">The block is not the entry's.</exception>
    public async Task<Bytes32> MineAsync(AnvilRpc rpc, BlockLogEntry entry, CancellationToken cancellationToken)
    {
        foreach (var transaction in entry.Transactions)
        {
            await SubmitAsync(rpc, entry.Number, transaction, cancellationToken);
            faults.At(FaultPoint.TransactionSubmitted, entry.Number);
        }

        faults.At(FaultPoint.EntrySubmitted, entry.Number);
        var block = await MineBlockAsync(rpc, entry, cancellationToken);
        RequireSame(entry, block);
        faults.At(FaultPoint.BlockMined, entry.Number);
        return block.Hash;
    }

    private static async Task SubmitAsync(AnvilRpc rpc, ulong number, ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        try
        {
            await rpc.SubmitAsync(transaction, cancellationToken);
        }
        catch (JsonRpcErrorException exception)
        {
            throw new ChainDifferenceException(
                $"anvil refused transaction {HashOf(transaction)} of block {number}: {exception.NodeMessage}", exception);
        }
    }

    private static async Task<RpcBlock> MineBlockAsync(AnvilRpc rpc, BlockLogEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await rpc.MineAsync(entry.TimestampSeconds, cancellationToken);
            return await rpc.Ethereum.GetBlockAsync(BlockTag.Latest, fullTransactions: false, cancellationToken)
                ?? throw new ChainDifferenceException($"anvil has no block after mining block {entry.Number}.");
        }
        catch (JsonRpcErrorException exception)
        {
            throw new ChainDifferenceException($"anvil did not mine block {entry.Number}: {exception.NodeMessage}", exception);
        }
    }

    private static void RequireSame(BlockLogEntry entry, RpcBlock block)
    {
        if (block.Header.Number != entry.Number)
            throw new ChainDifferenceException($"anvil mined block {block.Header.Number} where block {entry.Number} was due.");
        if (block.Header.TimestampSeconds != entry.TimestampSeconds)
            throw new ChainDifferenceException(
                $"Block {entry.Number} has time {block.Header.TimestampSeconds} instead of {entry.TimestampSeconds}.");
        if (block.Header.ComputeHash() != block.Hash)
            throw new ChainDifferenceException($"Block {entry.Number} has a header that does not hash to {block.Hash}.");
        if (!block.TransactionHashes.SequenceEqual(entry.Transactions.Select(HashOf)))
        {
            throw new ChainDifferenceException(
                $"Block {entry.Number} holds other transactions than its entry: {block.TransactionHashes.Count} instead of {entry.Transactions.Count}, or in another order.");
        }
    }
}
