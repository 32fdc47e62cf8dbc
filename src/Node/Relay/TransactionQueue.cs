using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Index;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Relay;

/// <summary>Gives transactions their nonces, and journals them before anyone sends them. Whoever holds <see cref="Turn"/> may use it.</summary>
internal sealed class TransactionQueue(IChain chain, Address account, LedgerIndex index, RelayJournal journal) : IDisposable
{
    private ulong? _nextNonce;

    /// <summary>Held by the one request that is being journalled.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Makes transactions with the next nonces and writes them to the journal, all of them or none.</summary>
    /// <param name="drafts">The transactions, in order.</param>
    /// <param name="limit">How long to wait for the chain.</param>
    /// <exception cref="LedgerException">Nothing was journalled: too much is on its way, it is too large, the chain is away or the disk full.</exception>
    public async Task<IReadOnlyList<PendingEntry>> JournalAsync(IReadOnlyList<TransactionDraft> drafts, SubmitLimit limit)
    {
        if (journal.Count + drafts.Count > RelayLimits.MaxPendingTransactions) throw Busy();
        if (_nextNonce is null)
        {
            var onChain = 0UL;
            await limit.WaitForChainAsync(async token => onChain = await chain.ReadNonceAsync(account, token));
            _nextNonce = Math.Max(onChain, journal.LastNonce() + 1 ?? 0);
        }

        var first = _nextNonce.Value;
        var cursor = index.Cursor?.Number ?? 0;
        var entries = drafts.Select((draft, i) => new JournalEntry(first + (ulong)i, cursor, draft.Digests, draft.Make(first + (ulong)i).Raw.ToArray())).ToList();
        try
        {
            var pending = journal.Add(entries);
            _nextNonce = first + (ulong)entries.Count;
            return pending;
        }
        catch (Exception exception) when (exception is NoRoomException or RocksDbException { Kind: RocksDbErrorKind.NoSpace })
        {
            throw new LedgerException(ErrorCode.DiskFull, exception.Message, "Make room on the node's disk, then submit again. Nothing was lost.", innerException: exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Turn.Dispose();

    private static LedgerException Busy()
    {
        var error = new Error
        {
            Code = ErrorCode.Busy,
            Message = $"{RelayLimits.MaxPendingTransactions} transactions are on their way already.",
            Cure = "Submit again after retry_after_milliseconds.",
        };
        error.Arguments["retry_after_milliseconds"] = $"{RelayLimits.BusyRetry.TotalMilliseconds:F0}";
        return new LedgerException(error);
    }
}
