using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Ethereum.Trie;
using Ledger.Node.Chain;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Relay;

/// <summary>Finds what is on its way in the blocks of the index, and ends it.</summary>
internal sealed class OutcomeTracker(LedgerIndex index, LedgerNetwork network, RelayJournal journal, OutcomeReader outcomes, PreFlight preFlight, ILogger logger)
{
    /// <summary>Tracks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            // What an earlier process wrote is in no block up to the cursor that it had then.
            var last = journal.All().Select(entry => entry.Entry.Cursor).Append(index.Cursor?.Number ?? 0).Min();
            while (true)
            {
                var committed = await index.Committed.WaitAboveAsync(last, cancellationToken);
                for (; last < committed; last++) await TrackAsync(last + 1, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops; the next one starts from the journal.
        }
    }

    private async Task TrackAsync(ulong block, CancellationToken cancellationToken)
    {
        if (journal.Count == 0) return;
        var gasBefore = 0UL;
        var place = 0u;
        foreach (var row in ReceiptRows.Of(index.Database, block))
        {
            var receipt = ReceiptRlp.Decode(row.Receipt.Span);
            if (journal.FindTransaction(row.TransactionHash) is { } entry)
            {
                var failures = await FailuresAsync(entry.Entry, block, row.TransactionHash, receipt.CumulativeGasUsed - gasBefore, cancellationToken);
                entry.Include(block, place);
                journal.Complete(entry, failures);
                logger.LogInformation(
                    "Transaction {Hash} with {Count} messages is in block {Block}, {Failures} of them failed without a trace.",
                    row.TransactionHash,
                    entry.Entry.Digests.Count,
                    block,
                    failures.Count);
            }

            gasBefore = receipt.CumulativeGasUsed;
            place++;
        }
    }

    // A call that reverts leaves nothing on the chain: the reason is found by making it again, without a transaction.
    private async Task<IReadOnlyList<MessageOutcome>> FailuresAsync(JournalEntry entry, ulong block, Bytes32 hash, ulong gas, CancellationToken cancellationToken)
    {
        var missing = entry.Digests.Where(digest => outcomes.Find(digest) is null).ToList();
        if (missing.Count == 0) return [];
        var error = await ReasonAsync(entry, cancellationToken);
        return
        [
            .. missing.Select(digest => new MessageOutcome
            {
                Digest = ByteString.CopyFrom(digest.Span),
                State = MessageOutcome.Types.State.Failed,
                Block = block,
                TransactionHash = ByteString.CopyFrom(hash.Span),
                GasUsed = gas,
                Error = error,
            }),
        ];
    }

    private async Task<Error> ReasonAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var transaction = SignedTransaction.Decode(entry.Raw, network.Descriptor.ChainId).Transaction;
            var answers = await preFlight.TryAsync([(transaction.To!.Value, transaction.Data)], cancellationToken);
            if (!answers[0].IsSuccess) return ContractRefusals.Decode(answers[0].Data, new(new LatestRows(index.Database)));
        }
        catch (ChainException exception)
        {
            logger.LogWarning("Why transaction {Hash} failed cannot be found out: {Reason}", entry.Hash, exception.Message);
        }

        return new Error
        {
            Code = ErrorCode.ContractRefused,
            Message = "The contract refused the message in its block, for a reason that has gone since.",
            Cure = "Read the state again, and send the message again or sign a new one.",
        };
    }
}
