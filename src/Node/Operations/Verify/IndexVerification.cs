using System.Globalization;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;
using Ledger.Node.Embedded;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rebuild;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Operations.Verify;

/// <summary>Holds an index against one that is made anew from its receipts: digests block by block, then row by row.</summary>
/// <param name="database">The database, which nobody writes: opened for reading, or of a stopped node.</param>
/// <param name="stored">Its network.</param>
/// <param name="output">Takes progress.</param>
internal sealed class IndexVerification(LedgerDatabase database, StoredNetwork stored, OperationOutput output)
{
    /// <summary>Verifies.</summary>
    /// <param name="scratchPath">A folder that does not exist, for the copy; it is left to the caller to remove.</param>
    /// <param name="isDeep">Whether to recompute all that headers and events commit to.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public async Task<VerifyReport> RunAsync(string scratchPath, bool isDeep, CancellationToken cancellationToken)
    {
        var height = database.Rocks.Get(database.Meta, IndexCursor.Key) is { } row ? IndexCursor.Decode(row).Number : 0;
        try
        {
            return await CompareAsync(scratchPath, isDeep, cancellationToken);
        }
        catch (IndexDifferenceException exception)
        {
            return new() { Height = height, Fault = exception.Message, FirstDifference = exception.Block };
        }
        catch (ProjectionException exception)
        {
            return new() { Height = height, Fault = exception.Message, FirstDifference = exception.At.Block };
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return new() { Height = height, Fault = exception.Message, FirstDifference = BlockIn(exception.Message) };
        }
    }

    private static bool IsDamage(Exception exception) =>
        exception is IndexCorruptException or SerialIndexCorruptException or SerialListException or BlockLogException or RocksDbException { Kind: RocksDbErrorKind.Corruption };

    // These exceptions name the block in their text alone.
    private static ulong? BlockIn(string message)
    {
        const string word = "block ";
        var start = message.IndexOf(word, StringComparison.Ordinal);
        if (start < 0) return null;
        var digits = message[(start + word.Length)..].TakeWhile(char.IsAsciiDigit).ToArray();
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private async Task<VerifyReport> CompareAsync(string scratchPath, bool isDeep, CancellationToken cancellationToken)
    {
        var start = NodeServices.StartOf(stored.Descriptor);
        using var index = LedgerIndex.Open(database, stored.Descriptor, start, new SerialIndexOptions(), NoIndexFaults.Instance);
        if (index.Cursor is not { } cursor) return new() { Height = 0 };
        using var views = new IndexViews(index, TimeProvider.System);
        var all = cursor.Number - start.FirstBlock + 1;
        var progress = new Observer(number => output.Progress("replayed", number - start.FirstBlock + 1, all, "blocks"));
        var rebuild = await new IndexRebuild(stored.Descriptor, start, new SerialIndexOptions()).RunAsync(index, views, scratchPath, progress, cancellationToken);
        var report = new VerifyReport { Height = cursor.Number, Blocks = rebuild.Blocks, Expected = rebuild.Expected, Actual = rebuild.Actual };
        if (rebuild.FirstDifference is { } block)
            return report with { FirstDifference = block, Fault = $"Block {block} has the digest {rebuild.Expected} in the index, and its receipts give {rebuild.Actual}." };
        if (database.Rocks.Get(database.Blocks, BlockRow.KeyOf(cursor.Number)) is not { } last || BlockRow.Decode(last).Hash != cursor.Hash || BlockRow.Decode(last).Digest != cursor.Digest)
            throw new IndexDifferenceException($"The cursor does not name the block {cursor.Number} that the index has.", cursor.Number);
        using (var copy = LedgerDatabase.OpenReadOnly(new() { FolderPath = scratchPath }))
        {
            output.Step("comparing rows");
            report = report with { Rows = RowComparison.Run(database.Rocks, copy.Rocks, rows => output.Progress("compared", rows, all: null, "rows"), cancellationToken) };
        }

        return isDeep ? report with { Deep = Deepen(index, views, start.FirstBlock, all, cancellationToken) } : report;
    }

    private DeepReport Deepen(LedgerIndex index, IndexViews views, ulong first, ulong all, CancellationToken cancellationToken)
    {
        output.Step("checking roots, serial lists and lookups");
        using var view = views.Open()!;
        var log = stored.BlockGasLimit == 0 ? null : new BlockLog(database.Rocks, database.BlockLog);
        return new DeepCheck(index, stored.Descriptor, log).Run(view, first, number => output.Progress("checked", number - first + 1, all, "blocks"), cancellationToken);
    }

    // Progress<T> would report on another thread, and later.
    private sealed class Observer(Action<ulong> report) : IProgress<ulong>
    {
        public void Report(ulong value) => report(value);
    }
}
