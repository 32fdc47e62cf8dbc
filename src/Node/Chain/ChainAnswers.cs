using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Chain;

/// <summary>Reads blocks and calls from an endpoint and turns its faults into the chain's. Shared by both kinds of chain.</summary>
internal static class ChainAnswers
{
    /// <summary>Blocks asked for in one batch: large blocks then stay well below the largest answer accepted.</summary>
    public const int MaxBlocksPerBatch = 16;

    private const long RevertCode = 3;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads blocks with receipts, in bounded batches.</summary>
    public static Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(IJsonRpcTransport transport, ulong from, int count, CancellationToken cancellationToken) =>
        ReadBlocksAsync(transport, teller: null, from, count, cancellationToken);

    /// <summary>Reads blocks with receipts, in bounded batches.</summary>
    public static async Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(
        IJsonRpcTransport transport, object? teller, ulong from, int count, CancellationToken cancellationToken)
    {
        var blocks = new List<ChainBlock>(count);
        while (blocks.Count < count)
        {
            var size = Math.Min(MaxBlocksPerBatch, count - blocks.Count);
            await ReadBatchAsync(transport, teller, from + (ulong)blocks.Count, size, blocks, cancellationToken);
        }

        return blocks;
    }

    /// <summary>Runs a call at a block.</summary>
    public static async Task<ChainCallResult> CallAsync(IJsonRpcTransport transport, ChainCall call, BlockTag block, CancellationToken cancellationToken)
    {
        var request = new CallRequest { From = call.From, To = call.To, Data = call.Data, Gas = call.Gas };
        var overrides = call.TimestampSeconds is { } time ? new BlockOverrides { TimestampSeconds = time } : null;
        try
        {
            return ChainCallResult.Returned(
                await new EthereumRpc(transport).CallContractAsync(request, block, call.StateOverrides, overrides, cancellationToken));
        }
        catch (JsonRpcErrorException exception) when (IsFailedExecution(exception))
        {
            return ChainCallResult.Failed(exception.RevertData, exception.NodeMessage);
        }
    }

    /// <summary>Asks, and turns what the client throws into what a chain throws.</summary>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (JsonRpcException exception)
        {
            throw new ChainUnavailableException($"The chain does not answer now: {exception.Message}", RetryAfter, exception);
        }
        catch (ObjectDisposedException exception)
        {
            throw Unavailable("The chain process is being restarted.", exception);
        }
    }

    /// <summary>A transient fault.</summary>
    public static ChainUnavailableException Unavailable(string message, Exception? innerException = null) =>
        new(message, RetryAfter, innerException);

    private static async Task ReadBatchAsync(
        IJsonRpcTransport transport, object? teller, ulong from, int count, List<ChainBlock> blocks, CancellationToken cancellationToken)
    {
        var batch = transport.CreateBatch();
        var asked = new List<(JsonRpcCall<RpcBlock?> Block, JsonRpcCall<IReadOnlyList<TransactionReceipt>?> Receipts)>(count);
        for (var number = from; number < from + (ulong)count; number++)
        {
            asked.Add((
                batch.Add(EthereumRequests.GetBlock(BlockTag.Number(number), fullTransactions: false), EthereumDecoders.Block),
                batch.Add(EthereumRequests.GetBlockReceipts(BlockTag.Number(number)), EthereumDecoders.BlockReceipts)));
        }

        await batch.SendAsync(cancellationToken);
        for (var index = 0; index < count; index++) blocks.Add(ToBlock(teller, from + (ulong)index, asked[index].Block.Value, asked[index].Receipts.Value));
    }

    private static ChainBlock ToBlock(object? teller, ulong number, RpcBlock? block, IReadOnlyList<TransactionReceipt>? receipts)
    {
        if (block is null || receipts is null) throw Unavailable($"The endpoint does not have block {number}.");
        if (block.Header.Number != number)
            throw Unavailable($"The endpoint answered with block {block.Header.Number} when asked for {number}.");

        // A pruned endpoint answers with an empty list, not with an error.
        return receipts.Count == block.TransactionHashes.Count
            ? new ChainBlock { Header = block.Header, ClaimedHash = block.Hash, TransactionHashes = block.TransactionHashes, Receipts = receipts, Teller = teller }
            : throw Unavailable($"The endpoint has {receipts.Count} receipts for the {block.TransactionHashes.Count} transactions of block {number}.");
    }

    // Besu and geth report a revert by code 3 or by data, and what the EVM stopped by words.
    private static bool IsFailedExecution(JsonRpcErrorException exception) =>
        exception.HasRevertData
        || exception.Code == RevertCode
        || exception.NodeMessage.Contains("revert", StringComparison.OrdinalIgnoreCase)
        || exception.NodeMessage.Contains("out of gas", StringComparison.OrdinalIgnoreCase)
        || exception.NodeMessage.Contains("EVM error", StringComparison.OrdinalIgnoreCase)
        || exception.NodeMessage.Contains("invalid opcode", StringComparison.OrdinalIgnoreCase);
}
