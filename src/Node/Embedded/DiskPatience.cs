using Ledger.Native.RocksDb;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>Repeats a durable write that found the disk full until there is room, and says so meanwhile.</summary>
internal sealed class DiskPatience(ChainProgress progress, EmbeddedChainOptions options, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Makes a write. Returns when it is on the device.</summary>
    public async Task WriteAsync(Action write, CancellationToken cancellationToken)
    {
        var before = progress.Health;
        var isWaiting = false;
        while (!TryWrite(write))
        {
            if (!isWaiting) logger.LogError("The disk of '{Folder}' is full: nothing is written until there is room.", options.FolderPath);
            isWaiting = true;
            progress.Health = ChainHealth.ReadOnly($"the disk of '{options.FolderPath}' is full: make room, and writing goes on by itself");
            await Task.Delay(TimeSpan.FromMilliseconds(options.DiskRetryMilliseconds), timeProvider, cancellationToken);
        }

        if (!isWaiting) return;
        logger.LogInformation("There is room on the disk again: writing goes on.");
        progress.Health = before;
    }

    private static bool TryWrite(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (RocksDbException exception) when (exception.Kind is RocksDbErrorKind.NoSpace)
        {
            return false;
        }
    }
}
