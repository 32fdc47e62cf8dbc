using Ledger.Native.RocksDb;
using Ledger.Node.Embedded;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Operations.Rebuild;

/// <summary>Builds the new index as a new node would: by following the chain from its first block, with the node's own parts on a folder of their own.</summary>
/// <param name="options">How the chain is reached; the data folder is the new one.</param>
/// <param name="loggers">Takes the parts' log.</param>
/// <param name="output">Takes progress.</param>
internal sealed class ChainReplay(NodeOptions options, ILoggerFactory loggers, OperationOutput output)
{
    /// <summary>Follows the chain to where it is now.</summary>
    /// <param name="source">The old database, to compare with; only read.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="NodeStartException">The chain cannot be followed.</exception>
    public async Task<RebuildOutcome> RunAsync(LedgerDatabase source, CancellationToken cancellationToken)
    {
        await using var services = await NodeServices.OpenAsync(DataFolder.Take(options.DataFolderPath), options, new NodeOverrides(), loggers);
        var logged = new BlockLog(services.Database.Rocks, services.Database.BlockLog).Last;
        if (options.Chain is ChainKind.Embedded && logged == 0) return new(0, default, null);
        using var following = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await services.Chain.StartAsync(services.Index.Writer.NextBlock, following.Token);
        var target = options.Chain is ChainKind.Embedded ? logged : services.Chain.Head;
        var follower = services.Follower.RunAsync(following.Token);
        try
        {
            await FollowAsync(services, follower, target, following.Token);
        }
        finally
        {
            await following.CancelAsync();
            await follower;
        }

        services.Database.Rocks.FlushWal(sync: true);
        var cursor = services.Index.Cursor!;
        return new(cursor.Number, cursor.Digest, FirstDifference(source, services.Database, services.Index.Writer.Start.FirstBlock, cursor.Number));
    }

    private static ulong? FirstDifference(LedgerDatabase old, LedgerDatabase rebuilt, ulong first, ulong last)
    {
        try
        {
            for (var number = first; number <= last; number++)
            {
                var key = BlockRow.KeyOf(number);
                if (old.Rocks.Get(old.Blocks, key) is not { } row) return null;
                if (BlockRow.Decode(row).Digest != BlockRow.Decode(rebuilt.Rocks.Get(rebuilt.Blocks, key)!).Digest) return number;
            }
        }
        catch (Exception exception) when (exception is IndexCorruptException or RocksDbException)
        {
            // The old index is what is replaced: that it cannot be read is no news.
        }

        return null;
    }

    private async Task FollowAsync(NodeServices services, Task follower, ulong target, CancellationToken cancellationToken)
    {
        for (var seen = services.Index.Committed.Value; seen < target;)
        {
            var risen = services.Index.Committed.WaitAboveAsync(seen, cancellationToken);
            await Task.WhenAny(risen, follower);
            cancellationToken.ThrowIfCancellationRequested();
            if (!risen.IsCompleted)
            {
                var health = services.Follower.Health;
                throw NodeStartException.Internal($"The chain cannot be followed beyond block {seen}: {health.State}: {health.Reason}. The old index is still in place.");
            }

            seen = await risen;
            output.Progress("followed", Math.Min(seen, target), target, "blocks");
        }
    }
}
