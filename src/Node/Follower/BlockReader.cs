using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Follower;

/// <summary>
/// Reads blocks from a chain, verifies each by itself, and adds the serial lists of its runs, ready for the index, so that only what needs an order is left
/// to the one thread that applies blocks. Thread-safe.
/// </summary>
internal sealed class BlockReader(IChain chain, NetworkDescriptor network, SerialIndex serials, FollowerOptions options, TimeProvider timeProvider, SealTracker? seals = null)
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
            for (var i = 0; i < count; i++)
            {
                if (blocks[i].Number != from + (ulong)i)
                    throw new UntrueBlockException($"The chain gave block {blocks[i].Number} when asked for {from + (ulong)i}.") { Teller = blocks[i].Teller };
            }

            return await VerifyAllAsync(blocks, acceptsMissingSerials, either);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"The chain did not give block {from} within {options.ReadTimeoutMilliseconds} ms.", exception);
        }
    }

    private static ChainUnavailableException Unavailable(string message, Exception? innerException = null) => new(message, TimeSpan.Zero, innerException);

    // Side by side: a block with runs waits for its calldata again and again, and what is done with it goes on on the thread that it came on. At most one
    // answer is waited for in a block, and the transport bounds its connections.
    private async Task<IReadOnlyList<VerifiedBlock>> VerifyAllAsync(IReadOnlyList<ChainBlock> blocks, bool acceptsMissingSerials, CancellationTokenSource either)
    {
        var tasks = new List<Task<VerifiedBlock>>(blocks.Count);
        try
        {
            foreach (var block in blocks) tasks.Add(VerifyAsync(block, acceptsMissingSerials, either.Token));
            var verified = new VerifiedBlock[tasks.Count];
            for (var i = 0; i < verified.Length; i++) verified[i] = await tasks[i];
            return verified;
        }
        catch
        {
            // The first block's fault is told; the others end before that, so that nothing of this read goes on behind it.
#pragma warning disable MA0042, CA1849 // What is cancelled only ends the tasks below, which are waited for anyway; where there is a context, this stays on it.
            either.Cancel();
#pragma warning restore MA0042, CA1849
            Task ended = Task.WhenAll(tasks);
            await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw;
        }
    }

    private async Task<VerifiedBlock> VerifyAsync(ChainBlock block, bool acceptsMissingSerials, CancellationToken cancellationToken)
    {
        var header = BlockVerifier.Verify(block);
        var qbft = seals is { IsOn: true } ? ReadSeals(block) : null;
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
                runs.Add(new(new RunId(commissioned.Run), commissioned.Gtin, commissioned.SerialsHash, blob) { Prepared = Prepare(commissioned, blob) });
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
            Qbft = qbft,
            Teller = block.Teller,
        };
    }

    // A list that cannot be read is on the chain for good: who writes the index says so.
    private PreparedRun? Prepare(RunCommissionedEvent commissioned, byte[]? blob)
    {
        try
        {
            return blob is null ? null : serials.Prepare(new(commissioned.Run), commissioned.Gtin, blob);
        }
        catch (SerialListException)
        {
            return null;
        }
    }

    // Who sealed it is found out here, where several blocks are read at once; whether they may is judged in order.
    private static QbftHeader ReadSeals(ChainBlock block)
    {
        try
        {
            var header = QbftHeader.Read(block.Header);
            header.RecoverSigners();
            return header.Hash == block.ClaimedHash
                ? header
                : throw new UntrueBlockException($"Block {block.Number} is {header.Hash} by the rules of QBFT, not {block.ClaimedHash}.") { Teller = block.Teller };
        }
        catch (EthereumFormatException exception)
        {
            throw new UntrueBlockException($"Block {block.Number} carries no seals: {exception.Message}", exception) { Teller = block.Teller };
        }
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
