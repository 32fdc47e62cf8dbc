using Ledger.Node.Index.Writing;

namespace Ledger.Node.Index.Storage;

/// <summary>Tells whether the database's disk has room to write.</summary>
/// <remarks>
/// RocksDB refuses all writes after it once met a full disk, until it is reopened (its way out, <c>DB::Resume</c>, has no C function in 7.8, and knows no
/// limit on the size of files). Whoever asks here before writing never gets it there, and can go on as soon as there is room.
/// </remarks>
internal class DiskRoom(string folderPath, long reservedSizeBytes)
{
    private const int ProbeSizeBytes = 1 << 20;
    private const string ProbeName = "room.probe";

    private string? _refusal;

    /// <summary>The folder whose disk it is.</summary>
    public string FolderPath { get; } = folderPath;

    /// <summary>Free bytes now.</summary>
    public virtual long FreeSizeBytes => new DriveInfo(FolderPath).AvailableFreeSpace;

    /// <summary>Whether more than the reserve is free, and no write was ever refused.</summary>
    public bool HasRoom => Volatile.Read(ref _refusal) is null && FreeSizeBytes > reservedSizeBytes;

    /// <summary>Whether a write was refused: nothing is written from then on, until the database is opened anew.</summary>
    public bool IsRefused => Volatile.Read(ref _refusal) is not null;

    /// <summary>What to tell an operator when there is none.</summary>
    public string Complaint => Volatile.Read(ref _refusal) ?? $"{TooLittle}: make room, and writing goes on by itself.";

    /// <summary>What to tell an operator when there is none for a start, which writes.</summary>
    public string StartComplaint => $"{TooLittle}: make room, then start the node again. Nothing is lost.";

    private string TooLittle => $"The disk of '{FolderPath}' has less than {reservedSizeBytes >> 20} MiB free";

    /// <summary>Finds out whether files can be written again, by writing one that is larger than any that is there.</summary>
    public virtual bool CanBeWritten()
    {
        if (FreeSizeBytes <= reservedSizeBytes) return false;
        var path = Path.Combine(FolderPath, ProbeName);
        try
        {
            // What lies before the probe's own bytes is a hole, which takes no room.
            var largest = new DirectoryInfo(FolderPath).EnumerateFiles().Select(file => file.Length).DefaultIfEmpty().Max();
            using var probe = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            probe.Seek(largest, SeekOrigin.Begin);
            probe.Write(new byte[ProbeSizeBytes]);
            probe.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last is how the runtime tells of a limit on the size of files.
            return false;
        }
    }

    /// <summary>A write was refused for want of room that could not be seen: a quota, a limit, or a disk that somebody else filled in one go.</summary>
    /// <returns>What to tell whoever wanted to write.</returns>
    public NoRoomException ReportRefusal(Exception exception)
    {
        Volatile.Write(ref _refusal, $"The disk of '{FolderPath}' is full or a limit is reached: make room, and the node goes on by itself. {exception.Message}");
        return new(Complaint, exception);
    }
}
