using System.Globalization;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Storage;
using Ledger.Node.Operations.Rebuild;

namespace Ledger.Node.Operations;

/// <summary>The data folder of a node, running or not.</summary>
/// <param name="Path">The folder.</param>
internal sealed record ExistingData(string Path)
{
    // A running node may remove files while they are being opened; a second look finds the new ones.
    private const int MaxOpenings = 5;
    private static readonly TimeSpan OpenAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>The database.</summary>
    public string DatabasePath => In("db");

    /// <summary>Whether a node holds the folder.</summary>
    public bool IsRunning
    {
        get
        {
            try
            {
                if (!File.Exists(In("lock"))) return false;
                using var held = new FileStream(In("lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>Finds a data folder.</summary>
    /// <exception cref="NodeStartException">There is none, or no node ever ran on it.</exception>
    public static ExistingData Find(string path)
    {
        var data = new ExistingData(path);
        if (!Directory.Exists(path)) throw NodeStartException.Unavailable($"There is no data folder '{path}'. Name the one of a node: --data DIR.");
        if (!Directory.Exists(data.DatabasePath) && !DatabaseSwap.IsInterrupted(data.DatabasePath))
            throw NodeStartException.Unavailable($"The folder '{path}' holds no database. Name the data folder of a node that has run: --data DIR.");
        return data;
    }

    /// <summary>A file or folder in it.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Takes the folder, so that no node starts on it meanwhile.</summary>
    /// <exception cref="NodeStartException">A node runs on it.</exception>
    public DataFolder Take(string purpose)
    {
        if (IsRunning) throw NodeStartException.Unavailable($"A node runs on '{Path}': {purpose} needs it stopped. Stop the node, then run this again.");
        var folder = DataFolder.Take(Path);
        DatabaseSwap.Recover(DatabasePath);
        return folder;
    }

    /// <summary>Opens the database for reading, beside the running node if there is one.</summary>
    /// <exception cref="DatabaseException">It cannot be read.</exception>
    public async Task<LedgerDatabase> OpenReadOnlyAsync(CancellationToken cancellationToken)
    {
        for (var opening = 1; ; opening++)
        {
            try
            {
                return LedgerDatabase.OpenReadOnly(new() { FolderPath = DatabasePath });
            }
            catch (DatabaseException exception) when (exception.Fault is DatabaseFault.Damaged or DatabaseFault.Other && opening < MaxOpenings && IsRunning)
            {
                await Task.Delay(OpenAgain, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>The bytes of a folder's files.</summary>
    public static long SizeBytesOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(SizeBytes);

    /// <summary>Makes sure that a copy of the database finds room.</summary>
    /// <param name="folder">A folder on the disk.</param>
    /// <param name="neededSizeBytes">What the copy takes.</param>
    /// <exception cref="NodeStartException">It would not.</exception>
    public static void RequireRoom(string folder, long neededSizeBytes)
    {
        var free = new DiskRoom(folder, 0).FreeSizeBytes;
        var needed = neededSizeBytes + (256L << 20);
        if (free < needed)
            throw NodeStartException.Unavailable(string.Create(CultureInfo.InvariantCulture, $"The disk of '{folder}' has {free >> 20:N0} MiB free, and {needed >> 20:N0} MiB are needed. Make room, then run this again."));
    }

    // The running node removes files at any time.
    private static long SizeBytes(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
