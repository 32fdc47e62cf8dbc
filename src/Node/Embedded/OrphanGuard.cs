using System.Diagnostics;

namespace Ledger.Node.Embedded;

/// <summary>Remembers the chain process on disk, so that the next start ends one that outlived its node.</summary>
/// <param name="folderPath">The chain's folder.</param>
internal sealed class OrphanGuard(string folderPath)
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    /// <summary>The record's path.</summary>
    public string RecordPath { get; } = Path.Combine(folderPath, "anvil.process");

    /// <summary>Records a process that was just started.</summary>
    public void Remember(int processId)
    {
        if (ProcessIdentity.Of(processId) is { } identity)
            DurableFile.Write(RecordPath, System.Text.Encoding.ASCII.GetBytes(identity.ToString()));
    }

    /// <summary>Removes the record of a process that has ended.</summary>
    public void Forget() => File.Delete(RecordPath);

    /// <summary>Ends the recorded process if it still runs. A process that merely has its id is left alone.</summary>
    /// <returns>The id of the process ended; null when there was none.</returns>
    public async Task<int?> EndOrphanAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(RecordPath)) return null;
        var text = await File.ReadAllTextAsync(RecordPath, cancellationToken);
        var isOrphan = ProcessIdentity.TryParse(text, out var identity) && identity!.IsRunning();
        if (isOrphan) await EndAsync(identity!, cancellationToken);
        Forget();
        return isOrphan ? identity!.ProcessId : null;
    }

    private static async Task EndAsync(ProcessIdentity identity, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EndLimit);
        try
        {
            using var process = Process.GetProcessById(identity.ProcessId);
            // Checked again with the handle open, because the id may have passed to another process in between.
            if (!identity.IsRunning()) return;
            process.Kill();
            await process.WaitForExitAsync(limit.Token);
        }
        catch (ArgumentException)
        {
            // It ended by itself in between.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EmbeddedChainSetupException(
                $"An anvil of an earlier run (process {identity.ProcessId}) does not end: end it by hand, then start the node again.");
        }
    }
}
