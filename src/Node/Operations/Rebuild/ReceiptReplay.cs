using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rebuild;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Operations.Rebuild;

/// <summary>Builds the new index from the receipts that the old one keeps. Unlike a verification it goes on where digests differ: the receipts are right.</summary>
internal static class ReceiptReplay
{
    /// <summary>Replays.</summary>
    /// <param name="source">The old database, only read.</param>
    /// <param name="target">The new one, with the other families in it.</param>
    /// <param name="stored">The network.</param>
    /// <param name="output">Takes progress.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="IndexCorruptException">The receipts are not what their headers commit to.</exception>
    /// <exception cref="Contracts.Projection.ProjectionException">Nor are the events.</exception>
    public static async Task<RebuildOutcome> RunAsync(LedgerDatabase source, LedgerDatabase target, StoredNetwork stored, OperationOutput output, CancellationToken cancellationToken)
    {
        var start = NodeServices.StartOf(stored.Descriptor);
        using var old = LedgerIndex.Open(source, stored.Descriptor, start, new SerialIndexOptions(), NoIndexFaults.Instance);
        using var index = LedgerIndex.Open(target, stored.Descriptor, start, new SerialIndexOptions(), NoIndexFaults.Instance);
        using var views = new IndexViews(old, TimeProvider.System);
        using var view = views.Open();
        if (view is null) return new(0, default, null);
        var ranges = new StoredBlockRanges(views, old.Serials, stored.Descriptor);
        var last = view.Cursor.Number;
        ulong? difference = null;
        await foreach (var range in ranges.ReadAsync(start.FirstBlock, last, cancellationToken))
        {
            await index.Writer.StageAsync(range, isAtHead: false);
            if (difference is null && view.Block(range[^1].Number)?.Digest != index.Writer.Staged!.Digest)
            {
                // A digest covers all before it: the first difference is in this range.
                await index.Writer.FlushAsync();
                difference = FirstDifference(range, view, target);
            }

            while (index.Serials.IsSealDue && index.Serials.Seal()) cancellationToken.ThrowIfCancellationRequested();
            output.Progress("replayed", range[^1].Number - start.FirstBlock + 1, last - start.FirstBlock + 1, "blocks");
        }

        await index.Writer.FlushAsync();
        target.Rocks.FlushWal(sync: true);
        return new(last, index.Cursor!.Digest, difference);
    }

    /// <summary>The first of some blocks whose digest is not the old index's.</summary>
    public static ulong? FirstDifference(IEnumerable<VerifiedBlock> batch, IndexView old, LedgerDatabase target)
    {
        foreach (var block in batch)
        {
            var digest = BlockRow.Decode(target.Rocks.Get(target.Blocks, BlockRow.KeyOf(block.Number))!).Digest;
            if (old.Block(block.Number)?.Digest != digest) return block.Number;
        }

        return null;
    }
}
