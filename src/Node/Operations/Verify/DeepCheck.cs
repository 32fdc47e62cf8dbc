using Ledger.Contracts.Deployment;
using Ledger.Contracts.Serials;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Trie;
using Ledger.Node.Embedded;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rebuild;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Operations.Verify;

/// <summary>Recomputes everything that headers and events commit to: hashes, roots, serial lists; and looks up every serial.</summary>
/// <param name="index">The index.</param>
/// <param name="network">Its network.</param>
/// <param name="log">The embedded chain's log; null for another chain, whose transactions are not kept.</param>
internal sealed class DeepCheck(LedgerIndex index, NetworkDescriptor network, BlockLog? log)
{
    private ulong _transactionsRoots;
    private ulong _lists;
    private ulong _missing;
    private ulong _serials;

    /// <summary>Checks a range of blocks.</summary>
    /// <param name="view">The index.</param>
    /// <param name="first">The first block.</param>
    /// <param name="report">Takes the number of each block done.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    /// <exception cref="IndexDifferenceException">Something is not what a header or event commits to.</exception>
    /// <exception cref="IndexCorruptException">Receipts are not what a header commits to.</exception>
    public DeepReport Run(IndexView view, ulong first, Action<ulong> report, CancellationToken cancellationToken)
    {
        var blocks = new StoredBlocks(view, index.Serials, network);
        for (var number = first; number <= view.Cursor.Number; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = blocks.Read(number);
            if (!BlockVerifier.HasHash(block.Header, block.Hash)) throw new IndexDifferenceException($"The header kept for block {number} does not hash to {block.Hash}.", number);
            RequireTransactions(block);
            foreach (var run in block.Runs) RequireSerials(view, number, run);
            report(number);
        }

        return new(view.Cursor.Number - first + 1, _transactionsRoots, _lists, _missing, _serials);
    }

    private void RequireTransactions(VerifiedBlock block)
    {
        if (log is null) return;
        var entry = log.ReadEntry(block.Number) ?? throw new IndexDifferenceException($"The block log lacks block {block.Number}.", block.Number);
        if (log.ReadHash(block.Number) != block.Hash) throw new IndexDifferenceException($"The block log has another block {block.Number} than the index.", block.Number);
        if (IndexedTrie.ComputeRoot(entry.Transactions) != block.Header.TransactionsRoot)
            throw new IndexDifferenceException($"The transactions kept for block {block.Number} do not have the root that its header names.", block.Number);
        if (!entry.Transactions.Select(raw => Keccak256.Hash(raw.Span)).SequenceEqual(block.TransactionHashes))
            throw new IndexDifferenceException($"The index names other transactions for block {block.Number} than the block log has.", block.Number);
        _transactionsRoots++;
    }

    // Reading the blocks has already held each list against the hash in its event.
    private void RequireSerials(IndexView view, ulong number, CommissionedRun run)
    {
        if (run.Blob is null)
        {
            _missing++;
            return;
        }

        _lists++;
        var list = SerialList.Decode(run.Blob);
        for (var i = 0; i < list.Count; i++)
        {
            var serial = list.GetAt(i);
            if (!index.Serials.TryFind(run.Gtin, serial, out var matches) || !IsAmong(matches, new(run.Run, i)))
                throw new IndexDifferenceException($"Serial {i} of run {run.Run} is in its list, and is not found by a lookup.", number);
            _serials++;
        }
    }

    private static bool IsAmong(in SerialMatches matches, UnitReference unit)
    {
        // Of a serial that more runs have than an answer holds, the later ones are not found.
        for (var i = 0; i < matches.Count; i++)
        {
            if (matches[i] == unit) return true;
        }

        return matches.Count == SerialMatches.Capacity;
    }
}
