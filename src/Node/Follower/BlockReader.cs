using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Follower;

/// <summary>Reads blocks from a chain, verifies each by itself, and adds the serial lists of its runs. Thread-safe.</summary>
internal sealed class BlockReader(IChain chain, NetworkDescriptor network, FollowerOptions options, TimeProvider timeProvider)
{
    /// <summary>Reads and verifies a range.</summary>
    /// <param name="from">The first block.</param>
    /// <param name="count">How many.</param>
    /// <param name="acceptsMissingSerials">Whether a run may stay without the list that its calldata should show.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UntrueBlockException">A block contradicts itself.</exception>
    /// <exception cref="ChainUnavailableException">The chain cannot answer now, or not in time.</exception>
    public async Task<IReadOnlyList<VerifiedBlock>> ReadAsync(ulong from, int count, bool acceptsMissingSerials, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.ReadTimeoutMilliseconds), timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var blocks = await chain.ReadBlocksAsync(from, count, either.Token).WaitAsync(either.Token);
            if (blocks.Count != count) throw Unavailable($"The chain gave {blocks.Count} blocks when asked for {count} from {from}.");
            var verified = new List<VerifiedBlock>(count);
            foreach (var block in blocks)
            {
                if (block.Number != from + (ulong)verified.Count)
                    throw new UntrueBlockException($"The chain gave block {block.Number} when asked for {from + (ulong)verified.Count}.") { Teller = block.Teller };
                verified.Add(await VerifyAsync(block, acceptsMissingSerials, either.Token));
            }

            return verified;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"The chain did not give block {from} within {options.ReadTimeoutMilliseconds} ms.", exception);
        }
    }

    private static ChainUnavailableException Unavailable(string message, Exception? innerException = null) => new(message, TimeSpan.Zero, innerException);

    private async Task<VerifiedBlock> VerifyAsync(ChainBlock block, bool acceptsMissingSerials, CancellationToken cancellationToken)
    {
        var header = BlockVerifier.Verify(block);
        var runs = new List<CommissionedRun>();
        foreach (var receipt in block.Receipts)
        {
            byte[]? calldata = null;
            var commissions = CommissionedBy(receipt);
            foreach (var commissioned in commissions)
            {
                calldata ??= await ReadInputAsync(receipt.TransactionHash, commissions, cancellationToken);
                var blob = RunBlobs.Find(calldata, commissioned.SerialsHash);
                if (blob is null && !acceptsMissingSerials)
                    throw new UntrueBlockException($"Block {block.Number}: the calldata of {receipt.TransactionHash} lacks the serial list of run {commissioned.Run}.");
                runs.Add(new(new RunId(commissioned.Run), commissioned.Gtin, commissioned.SerialsHash, blob));
            }
        }

        return new()
        {
            Header = block.Header,
            Hash = block.ClaimedHash,
            HeaderRlp = header,
            TransactionHashes = block.TransactionHashes,
            Receipts = block.Receipts,
            Runs = runs,
            Teller = block.Teller,
        };
    }

    private List<RunCommissionedEvent> CommissionedBy(TransactionReceipt receipt)
    {
        var catalogue = network.AddressOf(LedgerContract.Catalogue);
        var events = new List<RunCommissionedEvent>();
        foreach (ref readonly var log in receipt.Logs.Span)
        {
            if (log.Address == catalogue && RunCommissionedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var commissioned)) events.Add(commissioned);
        }

        return events;
    }

    private async Task<byte[]> ReadInputAsync(Bytes32 transactionHash, IReadOnlyList<RunCommissionedEvent> commissions, CancellationToken cancellationToken)
    {
        try
        {
            return await chain.ReadTransactionInputAsync(transactionHash, HasSerials, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (KeyNotFoundException exception)
        {
            throw Unavailable($"The chain does not have transaction {transactionHash} of a block that it gave.", exception);
        }

        bool HasSerials(ReadOnlyMemory<byte> calldata) => commissions.All(commissioned => RunBlobs.Find(calldata.Span, commissioned.SerialsHash) is not null);
    }
}
