using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Index.Rebuild;

/// <summary>Builds an index anew from the receipts that another keeps, without the chain, and compares digests block by block.</summary>
internal sealed class IndexRebuild(NetworkDescriptor network, IndexStart start, SerialIndexOptions serialOptions)
{
    /// <summary>Rebuilds into another folder and compares; the source is only read. To verify is to rebuild and to throw the copy away.</summary>
    /// <param name="source">The index to take receipts from.</param>
    /// <param name="views">Opens it.</param>
    /// <param name="targetPath">An empty folder for the new index; it stays usable.</param>
    /// <param name="progress">Takes the number of the last block done, once before the first; may be null.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="IndexCorruptException">What the source keeps contradicts itself.</exception>
    /// <exception cref="Contracts.Projection.ProjectionException">Its events do.</exception>
    public async Task<RebuildReport> RunAsync(LedgerIndex source, IndexViews views, string targetPath, IProgress<ulong>? progress, CancellationToken cancellationToken)
    {
        using var view = views.Open();
        if (view is null) return new(0, null, Bytes32.Zero, Bytes32.Zero);
        using var database = LedgerDatabase.Open(new() { FolderPath = targetPath, IsBulkLoad = true });
        using var target = LedgerIndex.Open(database, network, start, serialOptions, NoIndexFaults.Instance);
        if (target.Cursor is not null) throw new InvalidOperationException($"The folder '{targetPath}' has an index already: give an empty one.");
        var last = view.Cursor.Number;
        var ranges = new StoredBlockRanges(views, source.Serials, network);
        progress?.Report(start.FirstBlock - 1);
        await foreach (var range in ranges.ReadAsync(start.FirstBlock, last, cancellationToken))
        {
            await target.Writer.StageAsync(range, isAtHead: false);
            if (await CompareAsync(view, target, range, start.FirstBlock) is { } difference) return difference;
            progress?.Report(range[^1].Number);
        }

        await target.Writer.FlushAsync();
        return new(last - start.FirstBlock + 1, null, view.Cursor.Digest, target.Cursor!.Digest);
    }

    private static async Task<RebuildReport?> CompareAsync(IndexView view, LedgerIndex target, IReadOnlyList<VerifiedBlock> batch, ulong first)
    {
        // A digest covers all before it: when the newest agrees, so do the others.
        if (view.Block(batch[^1].Number)!.Digest == target.Writer.Staged!.Digest) return null;
        await target.Writer.FlushAsync();
        foreach (var block in batch)
        {
            var expected = view.Block(block.Number)!.Digest;
            var actual = BlockRow.Decode(target.Database.Rocks.Get(target.Database.Blocks, BlockRow.KeyOf(block.Number))!).Digest;
            if (expected != actual) return new(block.Number - first + 1, block.Number, expected, actual);
        }

        throw new IndexCorruptException("Digests differ at the end of a range but nowhere in it.");
    }
}
