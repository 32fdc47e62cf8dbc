using Ledger.Native.RocksDb;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>Holds a durable write back while the disk is full, and says so meanwhile.</summary>
/// <remarks>
/// Room is checked before each write: RocksDB refuses all writes after it once met a full disk, until it is opened anew.
/// </remarks>
/// <param name="progress">Told of the chain's health.</param>
/// <param name="options">How much room there must be, and how often to look.</param>
/// <param name="readFreeSizeBytes">The room on the database's disk now.</param>
/// <param name="timeProvider">Delays.</param>
/// <param name="logger">Told of the start and the end of a wait.</param>
internal sealed class DiskPatience(
    ChainProgress progress, EmbeddedChainOptions options, Func<long> readFreeSizeBytes, TimeProvider timeProvider, ILogger logger)
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

    private bool TryWrite(Action write)
    {
        if (readFreeSizeBytes() < options.MinFreeDiskSizeBytes) return false;
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
