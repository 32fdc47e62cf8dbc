using Ledger.Node.Index.Writing;

namespace Ledger.Node.Index.Storage;

/// <summary>Tells whether the database's disk has room to write.</summary>
/// <remarks>
/// RocksDB refuses all writes after it once met a full disk, until it is reopened. Whoever asks here before writing never
/// gets it there, and can go on as soon as there is room.
/// </remarks>
internal class DiskRoom(string folderPath, long reservedSizeBytes)
{
    private string? _refusal;

    /// <summary>The folder whose disk it is.</summary>
    public string FolderPath { get; } = folderPath;

    /// <summary>Free bytes now.</summary>
    public virtual long FreeSizeBytes => new DriveInfo(FolderPath).AvailableFreeSpace;

    /// <summary>Whether more than the reserve is free, and no write was ever refused.</summary>
    public bool HasRoom => Volatile.Read(ref _refusal) is null && FreeSizeBytes > reservedSizeBytes;

    /// <summary>What to tell an operator when there is none.</summary>
    public string Complaint => Volatile.Read(ref _refusal) ?? $"The disk of '{FolderPath}' has less than {reservedSizeBytes >> 20} MiB free: make room, and writing goes on by itself.";

    /// <summary>A write was refused for want of room that could not be seen: a quota, a limit, or a disk that somebody else filled in one go.</summary>
    /// <returns>What to tell whoever wanted to write.</returns>
    public NoRoomException ReportRefusal(Exception exception)
    {
        Volatile.Write(ref _refusal, $"The disk of '{FolderPath}' is full or a limit is reached: make room and start the node again. {exception.Message}");
        return new(Complaint, exception);
    }
}
